import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@testable import Hub

/// A hub that serves at a free port of 127.0.0.1 while a test's body runs.
struct RunningHub: Sendable {
    static let key = "0123456789abcdef0123456789abcdef01234567"

    let port: Int
    let clock: TestClock
    var key: String? = RunningHub.key

    /// Starts a hub, lends it to `body`, and stops it in an orderly way.
    static func with<R: Sendable>(
        path: String? = nil, clock: TestClock = TestClock(), prefix: String = "", isOpen: Bool = false,
        _ body: @escaping @Sendable (RunningHub) async throws -> R
    ) async throws -> R {
        let keys = isOpen ? [] : [try HubKey(name: "test", key: key)]
        let serving = Serving()
        let hub = try Hub(
            configuration: .init(port: 0, prefix: prefix, path: path, keys: keys, now: { clock.now }),
            logger: .silent, listening: serving.listening)
        return try await serving.run(hub.services) { port, _ in
            try await body(RunningHub(port: port, clock: clock, key: isOpen ? nil : key))
        }
    }

    struct Answer: Sendable {
        let status: Int
        /// By their names in small letters.
        let headers: [String: String]
        let text: String

        var json: JSONValue { (try? JSONValue.parsePython(Array(text.utf8))) ?? .null }
        var data: JSONValue { json["data"] ?? .null }
        /// The message of the first error.
        var problem: String? { json["errors"]?[0]?["message"]?.text }
    }

    var authorization: String? {
        key.map { "Basic " + Data("api:\($0)".utf8).base64EncodedString() }
    }

    func send(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
    ) async throws -> Answer {
        let address = target.hasPrefix("http:") ? target : "http://127.0.0.1:\(port)\(target)"
        var request = HTTPClientRequest(url: address)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let authorization, !target.contains("/storage/"), headers["Authorization"] == nil {
            request.headers.replaceOrAdd(name: "Authorization", value: authorization)
        }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 256 << 20)
        let fields = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        return Answer(status: Int(response.status.code), headers: fields, text: String(buffer: bytes))
    }

    func get(_ target: String) async throws -> Answer { try await send("GET", target) }

    func post(_ target: String, _ body: JSONValue) async throws -> Answer {
        try await send("POST", target, body: body.serialized)
    }

    func graph(_ query: String, _ variables: [String: JSONValue] = [:]) async throws -> Answer {
        try await post("/graphql", ["query": .text(query), "variables": .object(variables)])
    }

    /// The stream of a run of the usual project.
    func stream(_ run: String, _ body: JSONValue = [:], project: String = "opencompute") async throws -> Answer {
        try await post("/files/neuralinternet/\(project)/\(run)/file_stream", body)
    }
}
