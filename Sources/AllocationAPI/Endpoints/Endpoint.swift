import HTTPTypes
import Hummingbird
import JSON

/// One endpoint: what the router serves and what the OpenAPI document says of it, so that they cannot differ.
struct Endpoint: Sendable {
    let method: HTTPRequest.Method
    let path: String
    /// One line for the list of endpoints.
    let summary: String
    /// The heading under which the documentation lists it.
    let group: Group
    /// Members of the query; the same names in a JSON body are accepted, too.
    var parameters: [EndpointParameter] = []
    /// What the body holds beside the parameters; nil where a body may only repeat them.
    var body: EndpointBody?
    /// Every answer that it can give, besides those that every endpoint gives (``CommonAnswers``).
    let answers: [EndpointAnswer]
    /// How long a client waits at most; what was begun is finished all the same.
    var timeLimit = Duration.seconds(120)
    /// Headers that it reads.
    var headers: [EndpointParameter] = []
    /// What its clients are told, with 403, when something unforeseen goes wrong; nil for the plain 500.
    var failure: String?
    let handle: @Sendable (APIRequest) async throws -> Response

    /// The endpoint with the Python service's words for what goes wrong inside.
    func failing(_ message: String) -> Endpoint {
        var endpoint = self
        endpoint.failure = message
        return endpoint
    }

    enum Group: String, Sendable, CaseIterable {
        case rentals = "Rentals"
        case listing = "Listing"
        case service = "Service"
    }
}

/// A parameter of an endpoint.
struct EndpointParameter: Sendable {
    let name: String
    let about: String
    /// JSON Schema (2020-12, as OpenAPI 3.1 uses it).
    let schema: JSONValue
    var isRequired = false

    /// The header that makes a request safe to repeat.
    static let idempotencyKey = EndpointParameter(
        name: "Idempotency-Key",
        about: "Whoever repeats a request with the same key within 24 h gets its first outcome.",
        schema: .object(["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"]))
}

/// The JSON body of an endpoint.
struct EndpointBody: Sendable {
    let about: String
    let schema: JSONValue
    var isRequired = false
}

/// An answer of an endpoint.
struct EndpointAnswer: Sendable {
    let status: Int
    let about: String
    /// The schema of the whole body.
    let schema: JSONValue
    var contentType = "application/json"

    /// `{"success":true,"message":..,"data":..}`.
    static func success(_ message: String, status: Int = 200, data: JSONValue) -> EndpointAnswer {
        EndpointAnswer(
            status: status, about: message,
            schema: Schema.object([
                "success": .object(["const": .bool(true)]), "message": Schema.text, "data": data,
            ]))
    }

    /// `{"success":false,"message":..,"err_detail":..}`.
    static func problem(_ status: Int, _ about: String) -> EndpointAnswer {
        EndpointAnswer(status: status, about: about, schema: Schema.reference("Problem"))
    }
}
