import Hummingbird
import JSON
import NIOCore

/// An answer that is not a success: `{"success":false,"message":..,"err_detail":..}` with its status.
struct APIProblem: Error, Sendable, Equatable {
    let status: Int
    let message: String
    var detail: JSONValue = .null
    /// Seconds after which the client may try again.
    var retryAfter: Int?
    /// Whether the connection ends with this answer.
    var isLast = false
    /// Members beside those three, for clients that know them.
    var extra: [String: JSONValue] = [:]

    /// A request whose parameters cannot be used; each field with what is wrong about it.
    static func validation(_ problems: [(field: String, message: String)]) -> APIProblem {
        APIProblem(
            status: 422, message: "Validation Error, Please check the request body.",
            detail: .list(problems.map { .object(["field": .text($0.field), "message": .text($0.message)]) }))
    }

    /// What came is no request, so nothing that follows on its connection can be understood either.
    static let notHTTP = APIProblem(
        status: 400, message: "Bad Request",
        detail: .text("this is no HTTP/1.1, or its headers are too many or too long"), isLast: true)

    /// The store or the chain is away.
    static func unavailable(_ reason: String) -> APIProblem {
        APIProblem(
            status: 503, message: "The service is not available, please try again.", detail: .text(reason),
            retryAfter: 5)
    }

    /// The error form.
    var form: JSONValue {
        let members: [String: JSONValue] = ["success": false, "message": .text(message), "err_detail": detail]
        return .object(members.merging(extra) { member, _ in member })
    }

    /// The problem as an HTTP answer.
    var response: Response {
        var response = JSONAnswer.make(form, status: .init(code: status))
        if isLast { response.headers[.connection] = "close" }
        if let retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
        return response
    }
}
