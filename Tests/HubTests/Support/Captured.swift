import Foundation
import JSON
import Testing

/// A request of a real client and the answer that it was content with.
struct Captured: Sendable, CustomTestStringConvertible {
    /// The directory of the copies of `fixtures/wandb`.
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Vectors")

    let name: String
    let method: String
    let path: String
    let headers: [String: String]
    let body: JSONValue
    let status: Int
    let answer: JSONValue

    var testDescription: String { name }

    /// The file `name`, which has more than requests in it.
    static func json(_ name: String) throws -> JSONValue {
        try JSONValue.parsePython(Array(try Data(contentsOf: directory.appendingPathComponent(name))))
    }

    init(_ name: String) throws {
        let json = try Self.json(name)
        self.name = name
        let request = try #require(json["request"])
        method = try #require(request["method"]?.text)
        path = try #require(request["path"]?.text)
        headers = (request["headers"]?.object ?? [:]).compactMapValues(\.text)
        body = request["body"] ?? .null
        status = Int(try #require(json["response"]?["status"]?.integer))
        answer = json["response"]?["body"] ?? .null
    }

    /// All requests that a client of `version` (019, 031) sent, in an order that makes sense.
    static func all(_ version: String) throws -> [Captured] {
        let order = [
            "Probe", "Viewer", "GetDefault", "ServerFeatures", "Organization", "RunResumeStatus-missing",
            "UpsertBucket-core-create", "RunResumeStatus", "UpsertBucket", "CreateRunFiles", "storage", "RunStopped",
            "file_stream", "Runs-public-page1", "Runs-public-page2", "Run", "DeleteRun",
        ]
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted().filter {
            $0.hasPrefix(version) && !$0.contains("upstream")
        }
        func rank(_ name: String) -> Int { order.firstIndex { name.dropFirst(4).hasPrefix($0) } ?? order.count }
        return try names.sorted { (rank($0), $0) < (rank($1), $1) }.map { try Captured($0) }
    }

    var variables: JSONValue { body["variables"] ?? .null }
}
