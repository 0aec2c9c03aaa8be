import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Reads bodies of requests, so much of them and no more.
enum HubBody {
    /// Bytes of a GraphQL request: a config twice, since its quotes are escaped.
    static let graphLimit = 2 * ShelfLimits.configBytes + (1 << 20)
    static let streamLimit = 16 << 20
    static let uploadLimit = 16 << 20

    /// Why a body is not read.
    enum Problem: Error {
        case tooLarge
        case compressed
        case notJSON(String)

        var response: Response {
            switch self {
            case .tooLarge: HubAnswer.problem(.contentTooLarge, "the body is too large")
            case .compressed: HubAnswer.problem(.unsupportedMediaType, "send the body as it is, not compressed")
            case .notJSON(let why): HubAnswer.problem(.badRequest, "the body is no JSON: \(why)")
            }
        }
    }

    static func bytes(_ request: Request, limit: Int) async throws -> [UInt8] {
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw Problem.compressed
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw Problem.tooLarge }
        do {
            return Array(buffer: try await request.body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge
        }
    }

    static func json(_ request: Request, limit: Int) async throws -> JSONValue {
        let bytes = try await bytes(request, limit: limit)
        if bytes.isEmpty { return [:] }
        do {
            return try JSONValue.parsePython(bytes)
        } catch {
            throw Problem.notJSON("\(error)")
        }
    }
}
