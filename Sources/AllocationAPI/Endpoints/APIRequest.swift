import HTTPTypes

/// A request as a route gets it: its body read and parsed, its client admitted.
struct APIRequest: Sendable {
    let parameters: Parameters
    let head: HTTPRequest
    let context: APIContext

    /// The value of a header.
    func header(_ name: HTTPField.Name) -> String? { head.headerFields[name] }

    /// Whether the client hung up: nobody would read an answer.
    var isClientGone: Bool { context.client.isGone }
}
