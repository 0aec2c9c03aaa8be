import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// One request to the engine, before it is put on a wire.
struct EngineCall: Sendable {
    /// What a call may take when its endpoint says nothing else.
    static let usualLimit = Duration.seconds(20)

    var method: HTTPMethod
    /// Path without the version, as in `/containers/json`.
    var path: String
    var query: [Parameter] = []
    var contentType: String?
    var body: HTTPClientRequest.Body?
    /// False for `/_ping`, which must work before a version is agreed.
    var versioned = true
    /// Time until the answer is complete, or, for a stream, until its head is there.
    var limit = EngineCall.usualLimit

    /// A query parameter.
    struct Parameter: Sendable {
        let name: String
        let value: String
    }

    init(_ method: HTTPMethod, _ path: String, limit: Duration = EngineCall.usualLimit) {
        self.method = method
        self.path = path
        self.limit = limit
    }

    /// The call as it is named in errors and logs: neither query nor body.
    var name: String { "\(method.rawValue) \(path)" }

    /// The same call with `name=value` in its query; nil adds nothing.
    func with(_ name: String, _ value: String?) -> EngineCall {
        guard let value else { return self }
        var call = self
        call.query.append(Parameter(name: name, value: value))
        return call
    }

    /// The same call with `name=true` in its query when `flag` is set.
    func with(_ name: String, flag: Bool) -> EngineCall { with(name, flag ? "true" : nil) }

    /// The same call with `filters={…}` in its query, unless there are none.
    func with(_ filters: EngineFilters) throws(DockerError) -> EngineCall {
        filters.isEmpty ? self : with("filters", try json(filters.values))
    }

    /// The same call with `value` as JSON in its query.
    func with<Value: Encodable>(_ name: String, json value: Value) throws(DockerError) -> EngineCall {
        with(name, try json(value))
    }

    /// The same call with `value` as its JSON body.
    func sending<Value: Encodable>(_ value: Value) throws(DockerError) -> EngineCall {
        var call = self
        call.contentType = "application/json"
        call.body = .bytes(ByteBuffer(string: try json(value)))
        return call
    }

    /// The same call with a tar archive as its body.
    func sending(tar: HTTPClientRequest.Body) -> EngineCall {
        var call = self
        call.contentType = "application/x-tar"
        call.body = tar
        return call
    }

    /// The request for an engine at `socketPath`.
    func request(socketPath: String, version: APIVersion?) -> HTTPClientRequest {
        var url = "http+unix://" + Self.escape(socketPath)
        if versioned, let version { url += "/v\(version)" }
        url += path
        if !query.isEmpty {
            url += "?" + query.map { Self.escape($0.name) + "=" + Self.escape($0.value) }.joined(separator: "&")
        }
        var request = HTTPClientRequest(url: url)
        request.method = method
        // The engine answers 400 without a Host, and the HTTP client sends none over a unix socket.
        request.headers.add(name: "Host", value: "docker")
        // A connection kept open may be one that a restarted engine has just closed.
        request.headers.add(name: "Connection", value: "close")
        if let contentType { request.headers.add(name: "Content-Type", value: contentType) }
        request.body = body
        return request
    }

    private func json<Value: Encodable>(_ value: Value) throws(DockerError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .decoding(call: name, reason: "the request cannot be written as JSON")
        }
    }

    private static let unreserved = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)

    private static func escape(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            if unreserved.contains(byte) {
                out.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                out += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return out
    }
}
