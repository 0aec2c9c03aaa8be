import Foundation

/// A directory for one test, gone afterwards.
struct Scratch: Sendable {
    let path: String

    static func with<R>(_ body: (Scratch) async throws -> R) async throws -> R {
        let path = FileManager.default.temporaryDirectory.appending(path: "ni-inventory-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(Scratch(path: path))
    }

    /// Writes `text` to the file `name`, with the directories on the way; its path.
    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
        let file = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    /// What lies in it.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path) }
}
