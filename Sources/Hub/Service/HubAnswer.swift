import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Writes a hub's answers.
enum HubAnswer {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: value.serializedUnsorted)))
    }

    /// `{"errors":[{"message":..}]}`: newer clients show the first message.
    static func problem(_ status: HTTPResponse.Status, _ message: String) -> Response {
        json(["errors": [["message": .text(message)]]], status: status)
    }

    /// 401, for browsers too.
    static func denied() -> Response {
        var response = problem(.unauthorized, "permission denied")
        response.headers[.wwwAuthenticate] = "Basic realm=\"hub\", charset=\"UTF-8\""
        return response
    }

    /// A GraphQL failure, which is a 200: other states make clients give up, or try again.
    static func failure(_ error: GraphError) -> Response {
        var entry: [String: JSONValue] = ["message": .text(error.message)]
        if !error.path.isEmpty { entry["path"] = .list(error.path.map(JSONValue.text)) }
        return json(["data": .null, "errors": [.object(entry)]])
    }

    static func shelf(_ error: ShelfError) -> Response {
        switch error {
        case .unknownRun: problem(.notFound, "\(error)")
        case .malformed: problem(.badRequest, "\(error)")
        case .tooLarge: problem(.contentTooLarge, "\(error)")
        // What clients repeat with the same body.
        case .full, .notSaved: problem(.serviceUnavailable, "\(error)")
        }
    }

    /// Pages show what others wrote: nothing in them runs, and nothing is fetched.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentSecurityPolicy: policy,
                .xContentTypeOptions: "nosniff",
            ], body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
