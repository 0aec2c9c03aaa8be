import AsyncHTTPClient
import Foundation
import JSON
import Keys
import SharedState
import TestSupport
import Testing

extension NetworkStories {
    @Suite(.serialized, .timeLimit(.minutes(5))) struct HubAway {
        @Test("Whatever the shared state does rentals go on, and when it is back it is told how things stand")
        func away() async throws {
            try await Cluster.with { cluster async throws in
                let hub = try await cluster.startHub()
                let miner = try await cluster.startMiner(
                    more: ["--axon.unsigned-bodies", "deny"] + cluster.hubFlags)
                let api = try await cluster.startAPI(more: cluster.hubFlags)
                let state = try Watcher(cluster)
                try await Eventually.holds("the nodes do not say what they are") {
                    let (miner, api) = (try await state.miner(), try await state.validator())
                    return miner?.config["allocated"] == .null && miner?.config.specs?["cpu"] != nil
                        && api?.config["allocated_hotkeys"] == []
                }
                let ids = (try await state.miner()?.id, try await state.validator()?.id)

                try await hub.stop()
                let rented = try await cluster.withAPI { client async throws in
                    let rented = try #require(try await client.allocate(cluster.hotkey).rented)
                    for fault in FaultyServer.Fault.allCases {
                        try await FaultyServer.with(fault, port: cluster.hubPort) { requests in
                            try await Eventually.holds("nobody asks the server that is \(fault)") { requests() > 1 }
                            #expect(try await client.allocations() == [rented])
                            #expect(try await cluster.ssh.withPassword(rented.password, "echo stands") == "stands")
                            let ready = try await client.get("/readyz")
                            #expect(ready.status == 200, "the shared state never makes an API unready")
                        }
                    }
                    return rented
                }
                #expect(miner.end == nil && api.end == nil)
                for role in ["miner", "api"] { #expect(cluster.count("shared state is away", in: role) == 1) }

                let second = try await cluster.startHub()
                try await Eventually.holds("the nodes do not say how things stand", within: .seconds(90)) {
                    let (miner, api) = (try await state.miner(), try await state.validator())
                    return miner?.config["allocated"] == .text(cluster.validator.account.ss58)
                        && api?.config["allocated_hotkeys"] == [.text(cluster.hotkey)]
                }
                #expect(try await state.miner()?.id == ids.0)
                #expect(try await state.validator()?.id == ids.1)
                try await cluster.withAPI { client async throws in
                    #expect(try await client.deallocate(cluster.hotkey, uuid: rented.uuid).status == 200)
                }
                try await Eventually.holds("the release is not told") {
                    let (miner, api) = (try await state.miner(), try await state.validator())
                    return miner?.config["allocated"] == .null && api?.config["allocated_hotkeys"] == []
                }

                // The history has every row once, whatever became of the requests that carried them.
                let id = try #require(ids.0)
                let history = try #require(try await state.project.resume(id))
                #expect(history.historyRows > 0 && history.lastStep == history.historyRows - 1)

                // Who leaves says so; who is killed is missed.
                miner.send(SIGTERM)
                #expect(try await miner.waitForEnd() == .exit(0))
                #expect(try await state.miner()?.state == .finished)
                try await api.stop()
                try await Eventually.holds("nobody misses the API") {
                    try await state.validator()?.state == .crashed
                }
                second.send(SIGTERM)
                #expect(try await second.waitForEnd() == .exit(0))
            }
        }

        @Test("A machine that an authority has penalised cannot be rented")
        func penalized() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startHub()
                try await cluster.startMiner()
                let authority = Keypair.generate()
                try await cluster.startAPI(
                    more: cluster.hubFlags + ["--penalty.authorities", authority.account.ss58])
                let state = try Watcher(cluster)
                var config = RunConfig([
                    "hotkey": .text(authority.account.ss58), "role": "validator", "version": 190,
                    "config": ["netuid": 27], "penalized_hotkeys": [.text(cluster.hotkey)],
                    "signature": .text(RunSignature.sign(runID: "authority", by: authority)),
                ])
                let change = RunChange(
                    id: "authority", displayName: "validator-\(authority.account.ss58)", config: config)
                _ = try await state.project.upsert(change)
                try await cluster.withAPI { client async throws in
                    try await Eventually.holds("the penalty is not seen", within: .seconds(90)) { () async throws in
                        try await state.project.beat("authority", RunBeat())
                        return try await client.get("/readyz").text.contains(#""penalized":1"#)
                    }
                    let answer = try await client.allocate(cluster.hotkey)
                    #expect(answer.status == 404 && answer.rented == nil)
                    #expect(try await cluster.objects() == [])

                    config["penalized_hotkeys"] = []
                    _ = try await state.project.upsert(RunChange(id: "authority", config: config))
                    try await Eventually.holds("the pardon is not seen", within: .seconds(90)) { () async throws in
                        try await state.project.beat("authority", RunBeat())
                        return try await client.get("/readyz").text.contains(#""penalized":0"#)
                    }
                    let rented = try #require(try await client.allocate(cluster.hotkey).rented)
                    #expect(try await client.deallocate(cluster.hotkey, uuid: rented.uuid).status == 200)
                }
            }
        }
    }
}

/// A client of a cluster's hub, which sees what anybody would.
private struct Watcher {
    let project: WandbProject
    private let minerName: String
    private let validatorName: String

    init(_ cluster: Cluster) throws {
        project = WandbProject(
            address: try WandbAddress(base: "http://127.0.0.1:\(cluster.hubPort)"), key: nil, http: .shared,
            logger: .silent)
        minerName = RunRole.miner.displayName(of: cluster.hotkey)
        validatorName = RunRole.validator.displayName(of: cluster.validator.account.ss58)
    }

    func miner() async throws -> Run? { try await one(minerName) }

    func validator() async throws -> Run? { try await one(validatorName) }

    private func one(_ name: String) async throws -> Run? {
        let runs = try await project.runs(
            matching: .field(path: "display_name", [.equals(.text(name))]))
        #expect(runs.count <= 1, "a node has one run")
        return runs.first
    }
}
