import HTTPTypes
import Hummingbird
import JSON
import Market

/// The endpoints that act on a rented container: restart, pause, unpause, exchange of a key.
struct ActionRoutes: Sendable {
    let desk: RentalDesk
    let work: DetachedWork

    /// One endpoint: its path, the miner's word for it, and the words of the Python service about it.
    private struct Action: Sendable {
        let path: String
        let action: String
        let summary: String
        let success: String
        let failure: String

        /// What the Python service calls it in its errors.
        var word: String { takesKey ? "exchange ssh_key" : action }
        var takesKey: Bool { action == "exchange_key" }
    }

    private static let actions = [
        Action(
            path: "/service/restart_docker", action: "restart", summary: "Restart the container of a rental",
            success: "Resource restarted successfully.", failure: "Restart not successfully, please try again."),
        Action(
            path: "/service/pause_docker", action: "pause", summary: "Pause the container of a rental",
            success: "Resource paused successfully.", failure: "Pause not successfully, please try again."),
        Action(
            path: "/service/unpause_docker", action: "unpause", summary: "Let a paused container go on",
            success: "Resource unpaused successfully.", failure: "Unpause not successfully, please try again."),
        Action(
            path: "/service/exchange_docker_key", action: "exchange_key",
            summary: "Replace the SSH key of a rental", success: "Resource ssh_key is exchanged successfully.",
            failure: "Exchange ssh_key not successfully, please try again."),
    ]

    private static let unknown = "No allocation details found for the provided hotkey."

    var endpoints: [Endpoint] {
        Self.actions.map { action in
            Endpoint(
                method: .post, path: action.path, summary: action.summary, group: .rentals,
                parameters: Self.parameters + (action.takesKey ? Self.keyParameters : []),
                answers: [
                    .success(action.success, data: Schema.object([:])), .problem(400, action.failure),
                    .problem(404, Self.unknown),
                ]
            ) { request in try await answer(request.parameters, action) }
            .failing("An error occurred during \(action.word) operation.")
        }
    }

    private static let parameters = [
        EndpointParameter(name: "hotkey", about: "The rented miner.", schema: Schema.text, isRequired: true),
        EndpointParameter(
            name: "uuid_key", about: "The key of the rental that its renter got.", schema: Schema.text,
            isRequired: true),
    ]

    private static let keyParameters = [
        EndpointParameter(
            name: "ssh_key", about: "One line in OpenSSH's public key form.", schema: Schema.text, isRequired: true),
        EndpointParameter(
            name: "key_type", about: "Which key is replaced: user (the default) or terminal.",
            schema: Schema.optional(Schema.text)),
    ]

    private func answer(_ parameters: Parameters, _ endpoint: Action) async throws -> Response {
        let hotkey = try parameters.requiredText("hotkey")
        let uuid = try parameters.requiredText("uuid_key")
        var action = DockerAction(action: endpoint.action)
        if endpoint.takesKey {
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
        switch problem {
        case .wrongUUID: APIProblem(status: 400, message: failure, detail: .text("Invalid UUID key"))
        case .notDone(let reason), .invalidRequest(let reason), .notAvailable(let reason):
            APIProblem(status: 400, message: failure, detail: .text(reason))
        case .noRecord, .blacklisted: APIProblem(status: 404, message: unknown, detail: .text(unknown))
        case .unavailable(let reason): .unavailable(reason)
        }
    }
}
