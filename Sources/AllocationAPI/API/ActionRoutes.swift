import Hummingbird
import JSON
import Market

/// The endpoints that act on a rented container: restart, pause, unpause, exchange of a key.
struct ActionRoutes: Sendable {
    let desk: RentalDesk
    let work: DetachedWork

    /// One endpoint: its path, the miner's word for it, and the words of the Python service about it.
    private struct Endpoint: Sendable {
        let path: String
        let action: String
        let success: String
        let failure: String
    }

    private static let endpoints = [
        Endpoint(
            path: "/service/restart_docker", action: "restart", success: "Resource restarted successfully.",
            failure: "Restart not successfully, please try again."),
        Endpoint(
            path: "/service/pause_docker", action: "pause", success: "Resource paused successfully.",
            failure: "Pause not successfully, please try again."),
        Endpoint(
            path: "/service/unpause_docker", action: "unpause", success: "Resource unpaused successfully.",
            failure: "Unpause not successfully, please try again."),
        Endpoint(
            path: "/service/exchange_docker_key", action: "exchange_key",
            success: "Resource ssh_key is exchanged successfully.",
            failure: "Exchange ssh_key not successfully, please try again."),
    ]

    static let paths = Set(endpoints.map(\.path))

    func add(to router: Router<APIContext>) {
        for endpoint in Self.endpoints {
            router.post(RouterPath(endpoint.path)) { request, _ in try await answer(request, endpoint) }
        }
    }

    private func answer(_ request: Request, _ endpoint: Endpoint) async throws -> Response {
        let parameters = try await Parameters(request)
        let hotkey = try parameters.requiredText("hotkey")
        let uuid = try parameters.requiredText("uuid_key")
        var action = DockerAction(action: endpoint.action)
        if endpoint.action == "exchange_key" {
            action.sshKey = try parameters.requiredText("ssh_key")
            action.keyType = try parameters.text("key_type") ?? "user"
        }
        let wish = action
        do {
            try await work.run { [desk] in try await desk.act(wish, hotkey: hotkey, uuid: uuid) }
        } catch let problem as RentalProblem {
            throw Self.problem(problem, endpoint.failure)
        }
        return JSONAnswer.success(endpoint.success, data: JSONValue.object([:]))
    }

    private static func problem(_ problem: RentalProblem, _ failure: String) -> APIProblem {
        let unknown = "No allocation details found for the provided hotkey."
        return switch problem {
        case .wrongUUID: APIProblem(status: 400, message: failure, detail: .text("Invalid UUID key"))
        case .notDone(let reason), .invalidRequest(let reason), .notAvailable(let reason):
            APIProblem(status: 400, message: failure, detail: .text(reason))
        case .noRecord, .blacklisted: APIProblem(status: 404, message: unknown, detail: .text(unknown))
        case .unavailable(let reason): .unavailable(reason)
        }
    }
}
