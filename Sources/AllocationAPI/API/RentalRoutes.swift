import Hummingbird
import JSON
import Market
import Store

/// The endpoints that rent, list and give back machines.
struct RentalRoutes: Sendable {
    let desk: RentalDesk
    let work: DetachedWork

    static let allocateHotkey = "/service/allocate_hotkey"
    static let deallocate = "/service/deallocate"
    static let allocations = "/list/allocations_sql"

    func add(to router: Router<APIContext>) {
        router.post(RouterPath(Self.allocateHotkey), use: allocateHotkey)
        router.post(RouterPath(Self.deallocate), use: deallocate)
        router.post(RouterPath(Self.allocations), use: listAllocations)
    }

    @Sendable private func allocateHotkey(_ request: Request, _ context: APIContext) async throws -> Response {
        let parameters = try await Parameters(request)
        let hotkey = try parameters.requiredText("hotkey")
        var docker = try parameters.dockerRequirement()
        if let key = try parameters.text("ssh_key") { docker.sshKey = key }
        let wish = docker
        do {
            let rental = try await work.run { [desk] in try await desk.allocate(hotkey: hotkey, docker: wish) }
            return JSONAnswer.success("Resource was successfully allocated", data: AllocationView(rental))
        } catch let problem as RentalProblem {
            throw Self.allocationProblem(problem)
        }
    }

    private static func allocationProblem(_ problem: RentalProblem) -> APIProblem {
        switch problem {
        case .notAvailable(let reason):
            APIProblem(status: 404, message: "Fail to allocate resource", detail: .text(reason))
        case .blacklisted:
            APIProblem(
                status: 404, message: "Fail to allocate resource, blacklisted",
                detail: .text("Requested resource is blacklisted."))
        case .invalidRequest(let reason):
            APIProblem(status: 400, message: "Invalid allocation request", detail: .text(reason))
        case .unavailable(let reason):
            .unavailable(reason)
        case .noRecord, .wrongUUID, .notDone:
            APIProblem(status: 400, message: "Invalid allocation request")
        }
    }

    @Sendable private func deallocate(_ request: Request, _ context: APIContext) async throws -> Response {
        let parameters = try await Parameters(request)
        let hotkey = try parameters.requiredText("hotkey")
        let uuid = try parameters.requiredText("uuid_key")
        let notify = try parameters.flag("notify_flag", default: false)
        do {
            let done = try await work.run { [desk] in
                try await desk.deallocate(hotkey: hotkey, uuid: uuid, notify: notify)
            }
            return done
                ? JSONAnswer.success("Resource deallocated successfully.", data: JSONValue.object([:]))
                : JSONAnswer.success(
                    "Resource deallocation accepted, waiting for the miner.", data: JSONValue.object([:]),
                    status: .accepted)
        } catch let problem as RentalProblem {
            throw Self.deallocationProblem(problem)
        }
    }

    private static func deallocationProblem(_ problem: RentalProblem) -> APIProblem {
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

    @Sendable private func listAllocations(_ request: Request, _ context: APIContext) async throws -> Response {
        let allocations: [AllocationView]
        do {
            allocations = try await desk.allocations()
        } catch {
            throw APIProblem.unavailable("\(error)")
        }
        guard !allocations.isEmpty else { return JSONAnswer.make(NoAllocations(), status: .notFound) }
        return JSONAnswer.success("List allocations successfully.", data: allocations)
    }

    /// The 404 of an empty list, with the `data` that the Python service adds.
    private struct NoAllocations: Encodable {
        let success = false
        let message = "No resources found."
        let errDetail = "No allocated resources found. Allocate a resource with validator."
        let data = "No allocated resources found. Allocate a resource with validator."

        enum CodingKeys: String, CodingKey {
            case success
            case message
            case errDetail = "err_detail"
            case data
        }
    }
}
