import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import Timing

/// Carries requests to the server and brings what it answers, or why it did not.
struct WandbTransport: Sendable {
    let address: WandbAddress
    let key: WandbKey?
    let http: HTTPClient
    let agent: String
    let timeout: Duration
    let answerLimit: Int

    /// The `data` of the answer to `operation`.
    func ask(_ operation: GraphQLOperation, _ variables: [String: JSONValue]) async throws(StateError) -> JSONValue {
        let answer = try await post(address.graphql, operation.body(variables))
        let json = try read(answer)
        try refuse(json)
        guard let data = json["data"], data.object != nil else { throw .malformed("no data") }
        return data
    }

    /// The server took `body` as part of the stream of the run `id`.
    func stream(_ id: String, _ body: JSONValue) async throws(StateError) {
        let answer = try await post(address.fileStream(run: id), body)
        if answer.isEmpty { return }
        let json = try read(answer)
        try refuse(json)
        guard json.object != nil else { throw .malformed("the stream's answer is no object") }
    }

    private func read(_ answer: [UInt8]) throws(StateError) -> JSONValue {
        do throws(JSONError) { return try .parsePython(answer) } catch { throw .malformed("\(error)") }
    }

    /// An answer with errors means that it did not work, whatever else it holds.
    private func refuse(_ json: JSONValue) throws(StateError) {
        guard let errors = json["errors"], !errors.isNull, errors != .list([]) else { return }
        throw .refused(shown(errors[0]?["message"]?.text ?? "no reason given"))
    }

    /// The body of the answer to a request that worked.
    private func post(_ url: String, _ body: JSONValue) async throws(StateError) -> [UInt8] {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "User-Agent", value: agent)
        request.headers.add(name: "Content-Type", value: "application/json")
        if let key { request.headers.add(name: "Authorization", value: key.authorization) }
        request.body = .bytes(ByteBuffer(bytes: body.serialized))
        let asked = request
        let status: Int
        let headers: HTTPHeaders
        let bytes: [UInt8]
        do {
            (status, headers, bytes) = try await TimeLimit.run(timeout) { [http, answerLimit] in
                let response = try await http.execute(asked, deadline: .distantFuture)
                let body = try await response.body.collect(upTo: answerLimit)
                // A cancelled stream ends early without an error.
                try Task.checkCancellation()
                return (Int(response.status.code), response.headers, Array(body.readableBytesView))
            }
        } catch {
            throw StateError(transport: error)
        }
        switch status {
        case 200..<300: return bytes
        case 401, 403: throw .denied(reason(bytes))
        case 429: throw .limited(retryAfter: headers.first(name: "Retry-After").flatMap { RetryAfter.wait($0) })
        default: throw .status(status, reason(bytes))
        }
    }

    /// What the body of a failure says: the first message, or its beginning.
    private func reason(_ bytes: [UInt8]) -> String {
        let json = try? JSONValue.parsePython(bytes)
        let message = json?["errors"]?[0]?["message"]?.text ?? json?["message"]?.text ?? json?["error"]?.text
        return shown(message ?? String(decoding: bytes.prefix(1 << 16), as: UTF8.self))
    }

    private func shown(_ text: String) -> String { ServerText.clean(key?.removed(from: text) ?? text) }
}
