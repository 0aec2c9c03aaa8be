import Foundation
import Hummingbird
import JSON

/// The machines on the market, filtered and in pages.
extension ListingRoutes {
    private static let listed = "List resources successfully"

    private static let none = APIProblem(
        status: 404, message: "There is no resource available", detail: .text("No resources found."))

    /// What a client wants to see of a list of machines, and how.
    private struct Wish {
        let query: ResourceQuery
        let isCounted: Bool
        let page: PageRequest

        init(_ parameters: Parameters) throws {
            query = try ResourceQuery(parameters)
            isCounted = try parameters.flag("stats", default: false)
            page = try parameters.page()
        }
    }

    var resourceEndpoints: [Endpoint] {
        [
            resources(
                Self.resourcesSQL,
                "Machines that validators have measured and that run, with the memory that is available.",
                handle: storedResources),
            resources(
                Self.resourcesWandb,
                "Free machines that run and have proved their GPUs, as they tell in the shared state, with their "
                    + "whole memory.",
                handle: sharedResources),
        ]
    }

    private func resources(
        _ path: String, _ summary: String, handle: @escaping @Sendable (Parameters) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, group: .listing,
            parameters: [
                EndpointParameter(
                    name: "stats", about: "Counts them instead, reserved ones too; false when absent.",
                    schema: Schema.flag)
            ] + PageRequest.parameters,
            body: EndpointBody(
                about: "What the machines must have; bounds are inclusive, and hard_disk_total_* is of what is free.",
                schema: Schema.reference("ResourceQuery")),
            answers: [
                .success(Self.listed, data: ResourceSchemas.listing),
                .problem(404, "There is no resource available"),
            ],
            handle: { try await handle($0.parameters) })
    }

    /// `/list/resources_sql`: those of the store.
    @Sendable func storedResources(_ parameters: Parameters) async throws -> Response {
        let wish = try Wish(parameters)
        let view = try await view()
        guard view.knowsMachines else { throw Self.none }
        return answer(wish, view.stored, in: .everything)
    }

    /// `/list/resources_wandb`: those of the shared state; reserved ones are only counted.
    @Sendable func sharedResources(_ parameters: Parameters) async throws -> Response {
        let wish = try Wish(parameters)
        guard let shared = try await view().shared, shared.miners > 0 else { throw Self.none }
        return answer(
            wish, shared.table, in: .init(now: now().timeIntervalSince1970, leavesOutReserved: !wish.isCounted))
    }

    private func answer(_ wish: Wish, _ table: MachineTable, in scope: MachineTable.Scope) -> Response {
        let matches = table.matches(wish.query, in: scope)
        guard wish.isCounted else {
            return PageWriter.answer(Self.listed, wish.page, of: matches.count) { range, buffer in
                table.write(range, of: matches, into: &buffer)
            }
        }
        let stats: JSONValue = [
            "available": .integer(Int64(matches.count - matches.reserved)),
            "reserved": .integer(Int64(matches.reserved)), "total": .integer(Int64(matches.count)),
        ]
        return JSONAnswer.success(Self.listed, data: JSONValue.object(["stats": stats]))
    }
}
