import Foundation
import JSON
import SharedState

/// Files of `Vectors`: traffic and reactions of the real clients, captured.
enum RunVectors {
    /// The content of a file; null, at which the tests fail, when it is not there.
    static func read(_ name: String) -> JSONValue {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name)
        guard let data = try? Data(contentsOf: file), let json = try? JSONValue.parsePython(Array(data)) else {
            return .null
        }
        return json
    }

    /// A run as the unmodified Python program wrote it.
    static func upstreamRun(_ role: RunRole) throws -> Run? {
        let bucket = read("019-upstream-UpsertBucket-\(role.rawValue).json")["response"]?["body"]?["data"]?[
            "upsertBucket"]?["bucket"]
        guard let id = bucket?["name"]?.text, let storageID = bucket?["id"]?.text,
            let name = bucket?["displayName"]?.text, let config = bucket?["config"]?.text
        else { return nil }
        return Run(
            id: id, storageID: storageID, displayName: name, state: .running, config: try RunConfig(wireText: config))
    }
}
