import Hummingbird
import JSON
import Market
import Store

/// The endpoints that rent, list and give back machines.
struct RentalRoutes: Sendable {
    private let desk: RentalDesk
    private let work: DetachedWork
    private let requests: RequestLedger

    init(desk: RentalDesk, work: DetachedWork, requests: RequestLedger) {
        self.desk = desk
        self.work = work
        self.requests = requests
    }

    private static let allocateSpec = "/service/allocate_spec"
    private static let allocateHotkey = "/service/allocate_hotkey"
    private static let deallocate = "/service/deallocate"

    var endpoints: [Endpoint] { [spec, hotkey, release, list] }

    private static let hotkeyParameter = EndpointParameter(
        name: "hotkey", about: "The miner's hotkey (ss58)", schema: Schema.text, isRequired: true)
    private static let rented = EndpointAnswer.success(
        "Resource was successfully allocated", data: Schema.reference("Allocation"))
    private static let conflict = EndpointAnswer.problem(
        409, "A request with this Idempotency-Key is in progress; Retry-After says when to ask again")

    private var spec: Endpoint {
        Endpoint(
            method: .post, path: Self.allocateSpec,
            summary: "Rent the best free machine that meets a requirement", group: .rentals,
            body: EndpointBody(
                about: "What the machine must have, and how its container is to be made",
                schema: Schema.object(
                    [
                        "requirements": Schema.optional(Schema.reference("DeviceRequirement")),
                        "docker_requirement": Schema.optional(Schema.reference("DockerRequirement")),
                    ], optional: ["requirements", "docker_requirement"])),
            answers: [
                Self.rented, .problem(400, "Invalid allocation request"),
                .problem(404, "No machine could be had; `candidates` says how many each requirement removed"),
                Self.conflict,
            ],
            timeLimit: .seconds(600), headers: [.idempotencyKey]
        ) { try await answerSpec($0) }
    }

    private var hotkey: Endpoint {
        Endpoint(
            method: .post, path: Self.allocateHotkey, summary: "Rent the machine of one miner", group: .rentals,
            parameters: [
                Self.hotkeyParameter,
                EndpointParameter(
                    name: "ssh_key", about: "The renter's public key in OpenSSH's form; it wins over the body's",
                    schema: Schema.text),
            ],
            body: EndpointBody(
                about: "How the container is to be made: a DockerRequirement, or one under `docker_requirement`",
                schema: .object([
                    "allOf": .list([
                        Schema.reference("DockerRequirement"),
                        Schema.object(
                            ["docker_requirement": Schema.optional(Schema.reference("DockerRequirement"))],
                            optional: ["docker_requirement"]),
                    ])
                ])),
            answers: [
                Self.rented, .problem(400, "Invalid allocation request"),
                .problem(404, "The machine is not known, not free or not for rent"), Self.conflict,
            ],
            headers: [.idempotencyKey]
        ) { try await answerHotkey($0) }
    }

    private var release: Endpoint {
        Endpoint(
            method: .post, path: Self.deallocate, summary: "Give a machine back", group: .rentals,
            parameters: [
                Self.hotkeyParameter,
                EndpointParameter(
                    name: "uuid_key", about: "The renter's key to the rental", schema: Schema.text, isRequired: true),
                EndpointParameter(
                    name: "notify_flag", about: "Whether the receiver of webhooks is told", schema: Schema.flag),
            ],
            answers: [
                .success("Resource deallocated successfully.", data: Schema.anything),
                .success(
                    "Resource deallocation accepted, waiting for the miner.", status: 202, data: Schema.anything),
                .problem(400, "Invalid UUID key"), .problem(404, "No such rental"), Self.conflict,
            ],
            headers: [.idempotencyKey]
        ) { try await answerRelease($0) }
        .failing("An error occurred during deallocation.")
    }

    private var list: Endpoint {
        Endpoint(
            method: .post, path: "/list/allocations_sql", summary: "All active rentals with their access",
            group: .listing,
            answers: [
                .success("List allocations successfully.", data: Schema.list(Schema.reference("Allocation"))),
                .problem(404, "No resources found."),
            ]
        ) { _ in try await listAllocations() }
        .failing("An error occurred while retrieving allocation details.")
    }

    private var renting: RentingFlow { RentingFlow(desk: desk, work: work, requests: requests) }

    private func key(_ request: APIRequest, _ path: String, _ meaning: JSONValue) throws -> RequestKey? {
        try RequestKey(
            request.head.headerFields, path: path, client: request.context.client.subject ?? "", meaning: meaning)
    }

    private func answerSpec(_ request: APIRequest) async throws -> Response {
        let members: [String: JSONValue]
        switch request.parameters.body["requirements"] {
        case nil, .null: members = [:]
        case .object(let given): members = given
        default: throw APIProblem.validation([("requirements", LaxValue.Wrong.object.message)])
        }
        let wish = try SpecRequirement(members)
        let docker = try request.parameters.dockerRequirement()
        let meaning = JSONValue.list([wish.meaning, docker.json])
        let key = try key(request, Self.allocateSpec, meaning)
        return try await renting.answer(key, client: { request.isClientGone }) { [desk] requestKey, wanted in
            try await desk.allocate(
                wish.device, days: wish.days, docker: docker, requestKey: requestKey, wanted: wanted)
        }
    }

    private func answerHotkey(_ request: APIRequest) async throws -> Response {
        let hotkey = try request.parameters.requiredText("hotkey")
        var docker = try request.parameters.dockerRequirement()
        if let key = try request.parameters.text("ssh_key"), !key.isEmpty { docker.sshKey = key }
        let wish = docker
        let key = try key(request, Self.allocateHotkey, .list([.text(hotkey), wish.json]))
        return try await renting.answer(key, client: { request.isClientGone }) { [desk] requestKey, _ in
            .rented(try await desk.allocate(hotkey: hotkey, docker: wish, requestKey: requestKey))
        }
    }

    private func answerRelease(_ request: APIRequest) async throws -> Response {
        let hotkey = try request.parameters.requiredText("hotkey")
        let uuid = try request.parameters.requiredText("uuid_key")
        let notify = try request.parameters.flag("notify_flag", default: false)
        let meaning = JSONValue.list([.text(hotkey), .text(uuid), .bool(notify)])
        let key = try key(request, Self.deallocate, meaning)
        return try await work.run {
            guard let key else {
                return try await release(hotkey: hotkey, uuid: uuid, notify: notify, isRepeated: false)
            }
            return try await requests.answer(key, rented: { _ in Self.released(true) }) { isRepeated in
                try await release(hotkey: hotkey, uuid: uuid, notify: notify, isRepeated: isRepeated)
            }
        }
    }

    /// - Parameter isRepeated: Whether a process that died may have done a part of it before.
    func release(hotkey: String, uuid: String, notify: Bool, isRepeated: Bool) async throws -> Response {
        do {
            return Self.released(try await desk.deallocate(hotkey: hotkey, uuid: uuid, notify: notify))
        } catch {
            // The process that died had come to the end of it.
            if isRepeated, error == .noRecord { return Self.released(true) }
            throw Self.problem(error)
        }
    }

    private static func released(_ isDone: Bool) -> Response {
        isDone
            ? JSONAnswer.success("Resource deallocated successfully.", data: JSONValue.object([:]))
            : JSONAnswer.success(
                "Resource deallocation accepted, waiting for the miner.", data: JSONValue.object([:]),
                status: .accepted)
    }

    private static func problem(_ problem: RentalProblem) -> APIProblem {
        switch problem {
        case .wrongUUID:
            APIProblem(
                status: 400, message: "Deallocation not successfully, please try again.",
                detail: .text("Invalid UUID key"))
        case .noRecord, .notAvailable, .blacklisted, .invalidRequest, .notDone:
            APIProblem(
                status: 404, message: "No allocation details found for the provided hotkey.",
                detail: .text("No allocation details found for the provided hotkey."))
        case .unavailable(let reason):
            .unavailable(reason)
        }
    }

    private func listAllocations() async throws -> Response {
        let allocations: [AllocationView]
        do {
            allocations = try await desk.allocations()
        } catch {
            throw APIProblem.unavailable("\(error)")
        }
        guard !allocations.isEmpty else {
            // The `data` is what the Python service adds to this one.
            let text = JSONValue.text("No allocated resources found. Allocate a resource with validator.")
            throw APIProblem(status: 404, message: "No resources found.", detail: text, extra: ["data": text])
        }
        return JSONAnswer.success("List allocations successfully.", data: allocations)
    }
}
