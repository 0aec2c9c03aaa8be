import HTTPTypes
import Hummingbird
import JSON

/// `/connect` for those who do not ask for a WebSocket; the others never come this far (``EventChannel``).
struct EventRoute: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: EventFeed.path,
                summary: "WebSocket: a keepalive on connecting and every 30 s, and each change of a rental's status.",
                group: .service,
                answers: [.problem(426, "This path speaks WebSocket only.")],
                handle: { _ in
                    var response = APIProblem(
                        status: 426, message: "Upgrade Required",
                        detail: .text("this path speaks WebSocket (RFC 6455, version 13) only")
                    ).response
                    response.headers[.upgrade] = "websocket"
                    return response
                })
        ]
    }
}
