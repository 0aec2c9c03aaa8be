import HTTPTypes

/// The welcome text and the liveness check.
struct StatusRoutes: Sendable {
    private static let text = "Welcome to Compute Subnet Allocation API, Please access the API via endpoint."

    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/", summary: "A welcome", group: .service,
                answers: [
                    EndpointAnswer(
                        status: 200, about: "The welcome.", schema: Schema.object(["message": Schema.text]))
                ]
            ) { _ in JSONAnswer.make(["message": Self.text]) },
            Endpoint(
                method: .get, path: "/healthz", summary: "Whether the process answers", group: .service,
                answers: [
                    EndpointAnswer(status: 200, about: "It does.", schema: Schema.object(["status": Schema.text]))
                ]
            ) { _ in JSONAnswer.make(["status": "ok"]) },
        ]
    }
}
