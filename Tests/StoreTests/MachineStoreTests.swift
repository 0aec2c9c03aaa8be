import Foundation
import Testing

@testable import Store

/// What every backend promises of the market.
@Suite struct MachineStoreTests {
    @Test("The market is told with typed machines, scores, penalties and first proofs", arguments: Backend.plain)
    func records(backend: Backend) async throws {
        try await backend.withStore(
            blacklist: ["5B"], minerDetails: ["5A": specs(), "5B": specs(gpuCount: 0), "5C": "{}", "5D": "cut {"],
            scores: ["5A": 12.5], firstProofs: ["5A": noon]
        ) { store async throws in
            let records = try await store.marketRecords()
            #expect(records.machines == [machine("5A"), machine("5B", gpuCount: 0)])
            #expect(records.scores == ["5A": 12.5])
            #expect(records.blacklist == ["5B"])
            #expect(records.firstProofs == ["5A": noon])
            #expect(records.taken.isEmpty)
            let version = try await store.marketVersion()
            #expect(records.version == version)
            #expect(try await store.marketRecords() == records)
            #expect(try await store.marketVersion() == version)
        }
    }

    @Test("An empty market is one", arguments: Backend.plain)
    func empty(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let records = try await store.marketRecords()
            #expect(records == MarketRecords(version: try await store.marketVersion()))
        }
    }

    @Test(
        "A miner is taken while somebody has a record of it, and every claim and end is a version",
        arguments: Backend.plain)
    func taken(backend: Backend) async throws {
        let legacy = [LegacyAllocation(hotkey: "5Python", details: "{}")].compactMap(\.self)
        try await backend.withStore(legacy: legacy) { store async throws in
            let before = try await store.marketRecords()
            #expect(before.taken == ["5Python"])
            let id = try #require(won(try await store.reserve(intent(1)))).id
            let reserved = try await store.marketRecords()
            #expect(reserved.taken == ["5Python", "5Miner"] && reserved.version != before.version)
            _ = try await store.activate(id, access, at: noon)
            _ = try await store.markLost(id, at: noon)
            #expect(try await store.marketRecords().taken == ["5Python", "5Miner"])
            try await store.remove(id, at: noon)
            let after = try await store.marketRecords()
            #expect(after.taken == ["5Python"])
            #expect(![before.version, reserved.version].contains(after.version))
        }
    }

    @Test("Machines may be given to a store in memory as they are")
    func seeds() async throws {
        let store = MemoryStore(minerDetails: ["5B": specs()], machines: [machine("5A", gpuCount: 8)])
        #expect(try await store.marketRecords().machines == [machine("5A", gpuCount: 8), machine("5B")])
    }
}
