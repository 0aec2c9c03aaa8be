import Hummingbird

/// The welcome text and the liveness check.
struct StatusRoutes: Sendable {
    static let welcome = "/"
    static let health = "/healthz"

    func add(to router: Router<APIContext>) {
        router.get(RouterPath(Self.welcome)) { _, _ in
            JSONAnswer.make([
                "message": "Welcome to Compute Subnet Allocation API, Please access the API via endpoint."
            ])
        }
        router.get(RouterPath(Self.health)) { _, _ in JSONAnswer.make(["status": "ok"]) }
    }
}
