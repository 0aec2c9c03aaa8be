import Foundation
import Hummingbird
import JSON
import NIOCore

/// The parameters of a request: those of the query, and members of a JSON body with the same names.
struct Parameters: Sendable {
    private let query: [String: String]
    /// The members of the body; empty when there is none.
    let body: [String: JSONValue]

    /// Bytes of a body, at most.
    static let bodyLimit = 1 << 20

    /// The parameters of `request`.
    /// - Throws: ``APIProblem`` 413 for a body that is too long, 422 for one that is no JSON object.
    init(_ request: Request) async throws {
        query = FormQuery.parse(request.uri.query ?? "")
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: Self.bodyLimit)
        } catch {
            throw APIProblem(status: 413, message: "The request body is too large.", detail: .text("at most 1 MiB"))
        }
        if bytes.readableBytes == 0 {
            body = [:]
            return
        }
        switch try? JSONDecoder().decode(JSONValue.self, from: Data(bytes.readableBytesView)) {
        case .object(let members): body = members
        case .null: body = [:]
        default: throw APIProblem.validation([("body", "a JSON object is expected")])
        }
    }

    /// The text `name`, of the query first; nil when neither has it.
    func text(_ name: String) throws -> String? {
        if let value = query[name] { return value }
        switch body[name] {
        case nil, .null: return nil
        case .text(let value): return value
        default: throw APIProblem.validation([(name, "Input should be a valid string")])
        }
    }

    /// The text `name`.
    /// - Throws: ``APIProblem`` 422 when it is missing.
    func requiredText(_ name: String) throws -> String {
        guard let value = try text(name) else { throw APIProblem.validation([(name, "Field required")]) }
        return value
    }

    /// The truth value `name` as FastAPI reads it; `fallback` when neither has it.
    func flag(_ name: String, default fallback: Bool) throws -> Bool {
        if case .bool(let value) = body[name], query[name] == nil { return value }
        guard let text = try text(name) else { return fallback }
        switch text.lowercased() {
        case "true", "1", "yes", "on", "t", "y": return true
        case "false", "0", "no", "off", "f", "n": return false
        default: throw APIProblem.validation([(name, "Input should be a valid boolean")])
        }
    }
}
