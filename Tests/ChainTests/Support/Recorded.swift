import Foundation
import Keys
import TestSupport

@testable import Chain

/// The recorded answers of the real chain; they are no part of the repository, and tests without them are skipped.
enum Recorded {
    /// Whether the data is there, for `.enabled(if:)`.
    static var isPresent: Bool { RecordedFiles.directory != nil }

    /// The metadata V15 and V14 as they were recorded, read once.
    static let metadata15 = Result { try Metadata.decode(apiAnswer: hex("metadata-v15.hex")) }
    static let metadata14 = Result { try Metadata.decode(hex("metadata-v14.hex")) }

    /// The V15 metadata, which nearly every test needs.
    static func metadata() throws -> Metadata {
        guard let metadata = try metadata15.get() else { throw CocoaError(.fileReadCorruptFile) }
        return metadata
    }

    static func data(_ name: String) throws -> Data {
        guard let directory = RecordedFiles.directory else { throw CocoaError(.fileNoSuchFile) }
        return try Data(contentsOf: URL(fileURLWithPath: directory).appendingPathComponent(name))
    }

    static func text(_ name: String) throws -> String {
        guard let text = String(data: try data(name), encoding: .utf8) else { throw CocoaError(.fileReadCorruptFile) }
        return text
    }

    /// The bytes of a file of hexadecimal digits.
    static func hex(_ name: String) throws -> [UInt8] {
        let text = try text(name).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Hex.decode(text) else { throw CocoaError(.fileReadCorruptFile) }
        return bytes
    }

    /// A JSON file, as `JSONSerialization` reads it.
    static func json(_ name: String) throws -> Any { try JSONSerialization.jsonObject(with: data(name)) }

    /// The answer of a runtime API in a recorded scenario of `recorded-rpc.json`.
    static func answer(_ method: String, scenario: String) throws -> [UInt8] {
        let exchanges = try rpc.get()
        for exchange in exchanges where exchange["scenario"] as? String == scenario {
            guard (exchange["params"] as? [Any])?.first as? String == method else { continue }
            if let result = exchange["result"] as? String, let bytes = Hex.decode(result) { return bytes }
        }
        throw CocoaError(.fileReadCorruptFile)
    }

    // Foundation's JSON values are immutable.
    private nonisolated(unsafe) static let rpc = Result { try json("recorded-rpc.json") as? [[String: Any]] ?? [] }
}
