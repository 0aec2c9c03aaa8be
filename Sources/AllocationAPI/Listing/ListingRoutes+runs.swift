import Hummingbird
import JSON
import NIOCore
import SharedState

/// What the nodes of the network tell of themselves: every run that is signed by its hotkey, believed or not.
extension ListingRoutes {
    var runEndpoints: [Endpoint] {
        [
            list(
                Self.allRuns, "The runs of all nodes that run.", [Self.hotkey], ResourceSchemas.run,
                RunText.allRuns, handle: listRuns),
            list(
                Self.specs, "What the miners that run say of their machines.", [Self.hotkey], ResourceSchemas.specs,
                RunText.specs, handle: listSpecs),
            Endpoint(
                method: .post, path: Self.runByName, summary: "The run of this name.", group: .listing,
                parameters: [
                    EndpointParameter(
                        name: "run_name", about: "miner- or validator-, and the hotkey.", schema: Schema.text,
                        isRequired: true)
                ],
                answers: [
                    .success(RunText.byName.about, data: Schema.map(ResourceSchemas.namedRun)),
                    .problem(404, RunText.byName.failed),
                ],
                handle: { try await runsByName($0.parameters) }),
            list(
                Self.available, "The miners that run and are free, or rented, as they say.",
                [
                    EndpointParameter(
                        name: "rent_status",
                        about: "True for the miners that are rented; false when absent: those that are free.",
                        schema: Schema.flag)
                ], ResourceSchemas.miner, RunText.available, handle: listAvailable),
            Endpoint(
                method: .post, path: Self.allocatedHotkeys, summary: "The miners that validators say to have rented.",
                group: .listing,
                answers: [
                    .success(RunText.allocated.listed, data: Schema.list(Schema.text)),
                    .problem(404, "\(RunText.allocated.none) (with empty `data`); or \(RunText.allocated.failed)"),
                ],
                handle: { _ in try await listAllocatedHotkeys() }),
        ]
    }

    private static let hotkey = EndpointParameter(
        name: "hotkey", about: "Only the runs of this hotkey.", schema: Schema.optional(Schema.text))

    private func list(
        _ path: String, _ summary: String, _ parameters: [EndpointParameter], _ item: JSONValue, _ text: RunText,
        handle: @escaping @Sendable (Parameters) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, group: .listing,
            parameters: parameters + PageRequest.parameters,
            answers: [
                .success(
                    text.about, data: ["anyOf": [PageRequest.schema(of: Schema.map(item)), ResourceSchemas.nothing]]),
                .problem(404, text.failed),
            ],
            handle: { try await handle($0.parameters) })
    }

    /// `/list/all_runs`.
    @Sendable func listRuns(_ parameters: Parameters) async throws -> Response {
        let (page, hotkey) = (try parameters.page(), try parameters.text("hotkey"))
        let runs = try await runs(of: [.miner, .validator], orElse: RunText.allRuns.failed)
        return Self.page(RunText.allRuns, page, Self.runs(runs, of: hotkey)) { run in
            [
                "id": .text(run.id), "name": .text(run.displayName), "description": "",
                "configs": Self.config(of: run), "state": .text(run.state.rawValue), "start_at": .text(run.createdAt),
            ]
        }
    }

    /// `/list/specs`.
    @Sendable func listSpecs(_ parameters: Parameters) async throws -> Response {
        let (page, hotkey) = (try parameters.page(), try parameters.text("hotkey"))
        let runs = try await runs(of: [.miner], orElse: RunText.specs.failed)
            .filter { $0.config.specs?.object?.isEmpty == false }
        return Self.page(RunText.specs, page, Self.runs(runs, of: hotkey)) { run in
            [
                "hotkey": .text(run.config.hotkey ?? ""), "configs": Self.config(of: run),
                "specs": run.config.specs ?? .null, "state": .text(run.state.rawValue),
            ]
        }
    }

    /// `/list/run_by_name`.
    func runsByName(_ parameters: Parameters) async throws -> Response {
        let name = try parameters.requiredText("run_name")
        let text = RunText.byName
        let runs = try await runs(of: [.miner, .validator], orElse: text.failed).filter { $0.displayName == name }
        var members: [String: JSONValue] = [:]
        for (place, run) in runs.enumerated() {
            members["\(place + 1)"] = [
                "id": .text(run.id), "name": .text(run.displayName), "description": "", "config": Self.config(of: run),
            ]
        }
        return JSONAnswer.success(runs.isEmpty ? text.none : text.listed, data: JSONValue.object(members))
    }

    /// `/list/available`.
    @Sendable func listAvailable(_ parameters: Parameters) async throws -> Response {
        let (page, isRented) = (try parameters.page(), try parameters.flag("rent_status", default: false))
        let text = isRented ? RunText.rented : RunText.available
        let runs = try await runs(of: [.miner], orElse: text.failed)
            .filter { ($0.config.allocated != nil) == isRented }
        return Self.page(text, page, runs) { run in
            ["hotkey": .text(run.config.hotkey ?? ""), "details": run.config.specs ?? .null]
        }
    }

    /// `/list/allocated_hotkeys`: each once, whoever says it.
    func listAllocatedHotkeys() async throws -> Response {
        let text = RunText.allocated
        var seen: Set<String> = []
        let hotkeys = try await runs(of: [.validator], orElse: text.failed).flatMap(\.config.allocatedHotkeys)
            .filter { seen.insert($0).inserted }
        guard !hotkeys.isEmpty else {
            throw APIProblem(
                status: 404, message: text.none, detail: .text("No resources found."), extra: ["data": [:]])
        }
        return JSONAnswer.success(text.listed, data: hotkeys)
    }

    /// The runs of `hotkey`, all of them without one.
    private static func runs(_ runs: [Run], of hotkey: String?) -> [Run] {
        guard let hotkey, !hotkey.isEmpty else { return runs }
        return runs.filter { $0.config.hotkey == hotkey }
    }

    /// What a node tells of its settings; nothing else of its run's config is shown.
    private static func config(of run: Run) -> JSONValue { run.config["config"] ?? .null }

    /// A page of `runs`, each as an object with one member: its place among all of them, from 1.
    private static func page(
        _ text: RunText, _ page: PageRequest, _ runs: [Run], item: (Run) -> JSONValue
    ) -> Response {
        guard !runs.isEmpty else { return JSONAnswer.success(text.none, data: JSONValue.object([:])) }
        return PageWriter.answer(text.listed, page, of: runs.count) { range, buffer in
            for place in range {
                if place > range.lowerBound { buffer.writeInteger(UInt8(ascii: ",")) }
                buffer.writeBytes(JSONValue.object(["\(place + 1)": item(runs[place])]).serialized)
            }
        }
    }
}
