import Foundation

/// A new directory for the file of a hub, removed when the test ends.
final class HubDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "hub-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
