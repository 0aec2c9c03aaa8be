import Hummingbird
import JSON
import Store

/// How much there is on the market.
extension ListingRoutes {
    private static let failed = "An error occurred while counting GPUs."

    var countEndpoints: [Endpoint] {
        [
            count(Self.countAllGPUs, "All GPUs of the machines that run.", []) { _ in try await allGPUs() },
            count(
                Self.countByModel, "Machines that run and have this GPU; machines, not GPUs.",
                [
                    EndpointParameter(
                        name: "model", about: "The GPU's name, in upper or lower case.", schema: Schema.text,
                        isRequired: true),
                    EndpointParameter(
                        name: "cpu_count", about: "Only machines with so many processors.",
                        schema: Schema.optional(Schema.integer)),
                    EndpointParameter(
                        name: "ram_size",
                        about: "Only machines with so many GiB of memory, rounded up; not used beside cpu_count.",
                        schema: Schema.optional(Schema.number)),
                ]
            ) { try await machines($0.parameters) },
        ]
    }

    private func count(
        _ path: String, _ summary: String, _ parameters: [EndpointParameter],
        _ counted: @escaping @Sendable (APIRequest) async throws -> Int64
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, group: .listing, parameters: parameters,
            answers: [
                EndpointAnswer(status: 200, about: "The number", schema: ResourceSchemas.count),
                .problem(403, Self.failed),
            ],
            handle: { PageWriter.answer(["count": .integer(try await counted($0))]) }
        ).failing(Self.failed)
    }

    /// `/list/count_all_gpus`.
    func allGPUs() async throws -> Int64 {
        try await shared().machines.reduce(0) { $0 + Int64($1.gpuCount) }
    }

    /// `/list/count_all_by_model`.
    func machines(_ parameters: Parameters) async throws -> Int64 {
        let model = try parameters.requiredText("model").lowercased()
        let cpus = try parameters.integer("cpu_count", .min ... .max)
        let memory = try parameters.number("ram_size")?.rounded(.towardZero)
        let machines = try await shared().machines.lazy.filter { machine in
            guard machine.gpuName == model else { return false }
            if let cpus { return Int64(machine.cpuCount) == cpus }
            return memory.map { Figure.wholeGibibytes(bytes: machine.ramTotal) == $0 } ?? true
        }
        return Int64(machines.count)
    }

    private func shared() async throws -> MarketView.Shared {
        guard let shared = try await view().shared else {
            throw Self.notRead(403, Self.failed, "it has not been read")
        }
        return shared
    }
}
