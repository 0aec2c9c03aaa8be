import Foundation
import JSON
import SharedState
import TestSupport
import Testing

/// A request that W&B's own client sent and the answer that it was content with: a file of `Vectors`.
struct CapturedExchange {
    let path: String
    let headers: [String: String]
    let request: JSONValue
    let status: Int
    let answer: JSONValue

    /// Of client 0.19.0 `019-<name>`, of 0.31.0 `031-<name>`.
    init(_ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/\(name).json")
        let json = try JSONValue.parsePython(Array(try Data(contentsOf: file)))
        path = try #require(json["request"]?["path"]?.text)
        headers = try #require(json["request"]?["headers"]?.object).compactMapValues(\.text)
        request = try #require(json["request"]?["body"])
        status = Int(try #require(json["response"]?["status"]?.integer))
        answer = try #require(json["response"]?["body"])
    }

    /// The key of all captured requests.
    static let key = "0123456789abcdef0123456789abcdef01234567"

    var query: String { request["query"]?.text ?? "" }
    var variables: JSONValue { request["variables"] ?? .null }
    var reply: StubServer.Reply { .text(status, answer.serializedText) }

    /// A member of the request's variables that holds JSON in a text.
    func variable(_ name: String) throws -> JSONValue {
        try JSONValue.parsePython(Array((variables[name]?.text ?? "").utf8))
    }
}

/// What a GraphQL text consists of, however it is laid out.
enum GraphQLWords {
    static func of(_ text: String) -> [String] {
        let code = text.replacing(/#[^\n]*/, with: "")
        return code.matches(of: /\.\.\.|"[^"]*"|\$?[A-Za-z_][A-Za-z_0-9]*|[0-9]+|[^\s,]/).map { String($0.output) }
    }
}
