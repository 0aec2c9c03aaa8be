import Foundation
import Store
import Testing

extension NetworkStories {
    @Suite(
        .serialized, .timeLimit(.minutes(4)), .enabled(if: PythonREST.environment != nil, PythonREST.comment))
    struct HealthStory {
        @Test("A miner that is away is OFFLINE once, ONLINE once when it is back, and lost after twenty checks")
        func lost() async throws {
            try await Cluster.with { cluster async throws in
                let receiver = try await WebhookReceiver(cluster.directory)
                let store = try cluster.store()
                func start() async throws -> NodeProcess {
                    try await cluster.startAPI(
                        more: ["--api.health-interval", "1"], environment: receiver.environment(scheme: "http"))
                }
                try await receiver.listening {
                    var miner = try await cluster.startMiner()
                    var api = try await start()
                    let rented = try await cluster.withAPI { api async throws in
                        try #require(try await api.allocate(cluster.hotkey).rented)
                    }
                    let id = try #require(try await store.rental(hotkey: cluster.hotkey)?.id)
                    func tells(_ statuses: String...) async throws {
                        try await Eventually.holds("the receiver is not told \(statuses.last ?? "")") {
                            receiver.taken.count >= statuses.count
                        }
                        #expect(receiver.taken.map(\.status) == statuses)
                    }

                    try await miner.stop()
                    try await tells("OFFLINE")
                    miner = try await cluster.startMiner()
                    try await tells("OFFLINE", "ONLINE")
                    #expect(try await cluster.ssh.withPassword(rented.password, "echo kept") == "kept")

                    try await miner.stop()
                    func failures() async throws -> Int { try await store.healths()[id]?.failures ?? 0 }
                    try await Eventually.holds("no check fails") { try await failures() >= 5 }
                    try await tells("OFFLINE", "ONLINE", "OFFLINE")

                    // A restart forgets nothing.
                    try await api.end()
                    let counted = try await failures()
                    api = try await start()
                    #expect(try await failures() >= counted)
                    try await Eventually.holds("the checks do not go on") { try await failures() > counted }

                    try await Eventually.holds("the rental is never given up", within: .seconds(90)) {
                        try await store.rental(hotkey: cluster.hotkey)?.state == .lost
                    }
                    try await tells("OFFLINE", "ONLINE", "OFFLINE", "DEALLOCATION")
                    #expect(receiver.taken.allSatisfy { $0.uuid == rented.uuid && $0.faults == [] })
                    #expect(receiver.taken.map(\.path) == ["/status", "/status", "/status", "/deallocation"])
                    try await cluster.withAPI { api async throws in
                        #expect(try await api.post("/list/allocations_sql").status == 404)
                    }
                    #expect(try await cluster.containers() == 1, "the release is owed, not done")

                    // The miner comes back, and gets its release.
                    try await cluster.startMiner()
                    try await cluster.comesToRest()
                    #expect(await cluster.isFree())
                    #expect(try await store.owedNotices() == 0)
                    #expect(receiver.taken.count == 4, "and nothing more was told")
                    try await api.end()
                }
            }
        }
    }
}
