import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// How much of an answer is read into memory before it counts as broken.
enum AnswerLimit {
    /// An answer that is decoded as a whole.
    static let document = 16 * 1024 * 1024
    /// The message of a refusal.
    static let refusal = 64 * 1024
    /// One line of a stream of JSON documents.
    static let line = 1024 * 1024
}

extension DockerClient {
    /// The engine did `call`; its answer does not matter.
    func perform(_ call: EngineCall) async throws(DockerError) {
        _ = try await collect(call)
    }

    /// The engine did `call`; its answer is decoded.
    func decode<Value: Decodable & Sendable>(_ call: EngineCall, as type: Value.Type) async throws(DockerError) -> Value
    {
        let answer = try await collect(call)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer: answer))
        } catch {
            throw .decoding(call: call.name, reason: DecodingReason.short(error))
        }
    }

    /// The whole answer to `call`, which is at most `maximum` bytes.
    func collect(_ call: EngineCall, upTo maximum: Int = AnswerLimit.document) async throws(DockerError) -> ByteBuffer {
        try await bounded(call) { response in
            let body = try await response.body.collect(upTo: maximum)
            // A cancelled stream ends early without an error.
            try Task.checkCancellation()
            return body
        }
    }

    /// What `read` makes of the answer to `call`, all within the call's limit.
    func bounded<Value: Sendable>(
        _ call: EngineCall, read: @escaping @Sendable (HTTPClientResponse) async throws -> Value
    ) async throws(DockerError) -> Value {
        do {
            return try await withDeadline(call.limit) {
                try await read(try await respond(to: call))
            }
        } catch {
            throw understood(error, call: call)
        }
    }

    /// The answer to `call` as a stream; only its head is bound to the call's limit.
    func open(_ call: EngineCall) async throws(DockerError) -> HTTPClientResponse.Body {
        try await bounded(call) { $0.body }
    }

    func respond(to call: EngineCall) async throws -> HTTPClientResponse {
        let version = call.versioned ? try await agreedVersion() : nil
        let response = try await http.execute(
            call.request(socketPath: socketPath, version: version), deadline: .distantFuture)
        logger.trace(
            "docker call",
            metadata: ["docker.call": "\(call.name)", "docker.status": "\(response.status.code)"])
        guard (200..<300).contains(response.status.code) else { throw await refusal(response) }
        return response
    }

    func refusal(_ response: HTTPClientResponse) async -> DockerError {
        struct Refusal: Decodable { var message: String }
        let status = Int(response.status.code)
        guard let body = try? await response.body.collect(upTo: AnswerLimit.refusal) else {
            return .http(status: status, message: response.status.reasonPhrase)
        }
        if let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(buffer: body)) {
            return .http(status: status, message: String(refusal.message.prefix(4096)))
        }
        let text = String(buffer: body).trimmingCharacters(in: .whitespacesAndNewlines)
        return .http(status: status, message: text.isEmpty ? response.status.reasonPhrase : String(text.prefix(512)))
    }

    private func understood(_ error: any Error, call: EngineCall) -> DockerError {
        let known = DockerError(transport: error, call: call.name, socket: socketPath)
        switch known {
        case .unreachable: negotiation.forget()
        // "client version 1.41 is too old" (or "too new"): between two calls the engine became another one.
        case .http(400, let message) where message.hasPrefix("client version "): negotiation.forget()
        default: break
        }
        return known
    }
}
