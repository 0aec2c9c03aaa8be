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
    /// Members beside those three, for clients that know them.
    var extra: [String: JSONValue] = [:]

    /// A request whose parameters cannot be used; each field with what is wrong about it.
    static func validation(_ problems: [(field: String, message: String)]) -> APIProblem {
        APIProblem(
            status: 422, message: "Validation Error, Please check the request body.",
            detail: .list(problems.map { .object(["field": .text($0.field), "message": .text($0.message)]) }))
    }

    /// The store or the chain is away.
    static func unavailable(_ reason: String) -> APIProblem {
        APIProblem(
            status: 503, message: "The service is not available, please try again.", detail: .text(reason),
            retryAfter: 5)
    }

    /// The problem as an HTTP answer.
    var response: Response {
        let form: [String: JSONValue] = ["success": false, "message": .text(message), "err_detail": detail]
        var response = JSONAnswer.make(
            JSONValue.object(form.merging(extra) { member, _ in member }), status: .init(code: status))
        if let retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
        return response
    }
}
