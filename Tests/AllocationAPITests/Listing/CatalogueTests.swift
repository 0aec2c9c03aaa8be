import Store
import Synchronization
import Testing

@testable import AllocationAPI

/// The store's machines in memory.
@Suite(.timeLimit(.minutes(5))) struct CatalogueTests {
    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let instant = Mutex(ContinuousClock.now)

        var now: ContinuousClock.Instant { instant.withLock { $0 } }

        func pass(_ duration: Duration) { instant.withLock { $0 += duration } }
    }

    private let clock = Clock()
    private let records = MarketRecords(version: 1, machines: [.made("5A")])

    private func catalogue(_ store: ListedStore) -> Catalogue {
        Catalogue(store: store, now: { [clock] in clock.now })
    }

    @Test("A change by whatever process is seen after a blink, and what is unchanged is not read again")
    func change() async throws {
        let store = ListedStore(records)
        let catalogue = catalogue(store)
        let first = try await catalogue.current()
        store.write { $0.machines.append(.made("5B")) }
        #expect(try await catalogue.current() === first)
        #expect(store.looks.versions + store.looks.records == 1)
        clock.pass(Catalogue.freshness)
        let second = try await catalogue.current()
        #expect(second.machines.machines.map(\.hotkey) == ["5A", "5B"])
        clock.pass(Catalogue.freshness)
        #expect(try await catalogue.current() === second)
        #expect(store.looks.records == 2)
        store.write { $0.taken = ["5A"] }
        clock.pass(Catalogue.freshness)
        #expect(try await catalogue.current().taken == ["5A"])
    }

    @Test("However many ask, one looks")
    func together() async throws {
        let gate = Gate()
        let store = ListedStore(records) { await gate.pass() }
        let catalogue = catalogue(store)
        try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<100 { group.addTask { try await catalogue.current().version } }
            gate.open()
            for try await version in group { #expect(version == 1) }
        }
        #expect(store.looks == .init(versions: 0, records: 1, atOnce: 0, mostAtOnce: 1))
    }

    @Test("Who asks after a change was made sees it, even while another one's look is under way")
    func invalidated() async throws {
        let gate = Gate()
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        let store = ListedStore(records) {
            entrance.yield()
            await gate.pass()
        }
        let catalogue = catalogue(store)
        async let before = catalogue.current()
        for await _ in entered { break }
        store.write { $0.taken = ["5A"] }
        catalogue.invalidate()
        async let after = catalogue.current()
        gate.open()
        #expect(try await before.taken.isEmpty)
        #expect(try await after.taken == ["5A"])
        store.write { $0.taken = [] }
        #expect(try await catalogue.current().taken == ["5A"])
        catalogue.invalidate()
        #expect(try await catalogue.current().taken.isEmpty)
        #expect(store.looks.mostAtOnce == 1)
    }

    @Test("A store that is away is an error for those who wait, and is asked again by the next")
    func away() async throws {
        let store = ListedStore(records)
        let catalogue = catalogue(store)
        store.fail(.busy)
        await #expect(throws: StoreError.busy) { try await catalogue.current() }
        await #expect(throws: StoreError.busy) { try await catalogue.current() }
        store.fail(nil)
        #expect(try await catalogue.current().version == 1)
        store.fail(.full)
        #expect(try await catalogue.current().version == 1)
        clock.pass(Catalogue.freshness)
        await #expect(throws: StoreError.full) { try await catalogue.current() }
    }
}
