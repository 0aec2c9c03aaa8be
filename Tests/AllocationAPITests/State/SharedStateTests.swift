import Foundation
import JSON
import Keys
import Monitoring
import SharedState
import Store
import TestSupport
import Testing
import Timing

@testable import AllocationAPI

/// The API's part of the shared state.
@Suite(.timeLimit(.minutes(1))) struct SharedStateTests {
    /// A run of a validator, signed by it, with these values beside the usual ones.
    private func run(of keypair: Keypair, _ id: String, _ values: [String: JSONValue]) -> Run {
        let hotkey = keypair.account.ss58
        var config = RunConfig([
            "hotkey": .text(hotkey), "role": "validator", "config": ["netuid": 27],
            "signature": .text(RunSignature.sign(runID: id, by: keypair)),
        ])
        for (key, value) in values { config[key] = value }
        return Run(
            id: id, storageID: id, displayName: RunRole.validator.displayName(of: hotkey), state: .running,
            config: config)
    }

    private func part(
        _ project: MemoryProject, _ keypair: Keypair, authorities: Set<String> = [], publishers: Set<String> = [],
        metrics: MetricsRegistry = MetricsRegistry()
    ) -> StatePart {
        let store = MemoryStore()
        return StatePart(
            publisher: RunPublisher(
                project: project, identity: RunIdentity(keypair: keypair, role: .validator, netuid: 27),
                memory: StoreRunMemory(store: store, hotkey: keypair.account.ss58), logger: .silent),
            board: StateBoard(
                project: project, netuid: 27, interval: .milliseconds(50), metrics: metrics,
                logger: .silent), store: store,
            authorities: authorities, publishers: publishers)
    }

    @Test("Penalties count from authorities, rentals from those who are believed, and both only when signed")
    func rules() async throws {
        try await Marketplace.with { market in
            let (authority, stranger, own) = (Keypair.generate(), Keypair.generate(), Keypair.generate())
            let project = MemoryProject()
            project.place(run(of: authority, "authorit", ["penalized_hotkeys": ["5Bad"]]))
            project.place(
                run(of: stranger, "stranger", ["penalized_hotkeys": ["5Good"], "allocated_hotkeys": ["5Made-up"]]))
            var forged = run(of: authority, "forged00", ["penalized_hotkeys": ["5Victim"]])
            forged.config["signature"] = .text(RunSignature.sign(runID: "forged00", by: stranger))
            project.place(forged)
            let part = part(project, own, authorities: [authority.account.ss58])
            let state = MarketState(
                board: part.board, metagraph: market.metagraph, authorities: part.authorities,
                publishers: [authority.account.ss58])
            #expect(state.age == nil && state.penalized.isEmpty)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await part.board.run() }
                _ = await part.board.fresh(.validator, within: .seconds(20))
                #expect(state.penalized == ["5Bad"])
                #expect(state.allocated.isEmpty)
                group.cancelAll()
            }
        }
    }

    @Test("What is rented is published, and a penalised machine is not rented out")
    func published() async throws {
        try await Marketplace.with { market in
            let (authority, own) = (Keypair.generate(), Keypair.generate())
            let project = MemoryProject()
            let metrics = MetricsRegistry()
            let part = part(
                project, own, authorities: [authority.account.ss58], publishers: [authority.account.ss58],
                metrics: metrics)
            try await RESTServer.with(market, state: part, metrics: metrics) { server in
                func published() -> JSONValue? { project.runs.first?.config["allocated_hotkeys"] }
                // Publishing is nobody's call: it is looked for, and nothing depends on how long it takes.
                while published() != [] { try await Pacing.rest(.milliseconds(5)) }
                let ready = try await server.send("GET", "/readyz")
                #expect(ready.status == 200 && ready["status"] == "ready")
                var forged = run(of: authority, "forged00", [:])
                forged.config["signature"] = .text(RunSignature.sign(runID: "forged00", by: own))
                project.place(forged)
                project.place(
                    run(
                        of: authority, "authorit",
                        ["penalized_hotkeys": [.text(market.hotkey)], "allocated_hotkeys": ["5Rented"]]))
                // Read again when somebody asks, at most every ten seconds.
                while try await server.send("GET", "/readyz")["shared_state"]?["penalized"] != 1 {
                    try await Pacing.rest(.milliseconds(50))
                }
                // Without stake it is believed as a publisher that the operator named.
                #expect(try await server.send("GET", "/readyz")["shared_state"]?["allocated"] == 1)
                let refused = try await server.send("POST", "/service/allocate_hotkey?hotkey=\(market.hotkey)")
                #expect(refused.status == 404)
                #expect(refused["message"] == "Fail to allocate resource, blacklisted")
                let metrics = try await server.text("/metrics")
                #expect(metrics.contains("state_age_seconds ") && metrics.contains("state_read_age_seconds "))
                #expect(metrics.contains(#"api_rentals{state="active"} 0"#))
                #expect(metrics.contains(#"state_runs_ignored_total{reason="forged"}"#))
            }
            // It was shut down by cancelling, as by a kill: the run does not say that it ended.
            #expect(project.runs.first?.state == .running)
        }
    }

    @Test("Without a shared state the API is ready and says that it is off")
    func off() async throws {
        try await Marketplace.with { market in
            try await RESTServer.with(market) { server in
                let ready = try await server.send("GET", "/readyz")
                #expect(ready.status == 200)
                #expect(ready["shared_state"] == ["status": "off"])
                #expect(ready["chain"]?["status"] == "ok")
                #expect(ready["store"]?["status"] == "ok")
                market.clock.pass(25 * 3_600)
                let old = try await server.send("GET", "/readyz")
                #expect(old.status == 503 && old["status"] == "not ready")
                market.store.fail([.read])
                #expect(try await server.send("GET", "/readyz").status == 503)
            }
        }
    }
}
