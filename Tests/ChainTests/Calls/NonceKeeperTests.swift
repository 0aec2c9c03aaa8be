import Chain
import Keys
import Testing

struct NonceKeeperTests {
    private static func account(_ number: UInt8) throws -> AccountID {
        try #require(AccountID([UInt8](repeating: number, count: 32)))
    }

    /// How much work is going on, and how much is done.
    private actor Ledger {
        private var inside = 0
        private(set) var most = 0
        private(set) var done = 0

        func begin() {
            inside += 1
            most = max(most, inside)
        }

        func end() {
            inside -= 1
            done += 1
        }
    }

    @Test func `Work of one account never overlaps`() async throws {
        let keeper = NonceKeeper()
        let account = try Self.account(1)
        let ledger = Ledger()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await keeper.exclusively(account) {
                        await ledger.begin()
                        await Task.yield()
                        await ledger.end()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await ledger.most == 1)
        #expect(await ledger.done == 50)
    }

    @Test func `Work of another account does not wait`() async throws {
        let keeper = NonceKeeper()
        let first = try Self.account(1)
        let second = try Self.account(2)
        let result = try await keeper.exclusively(first) { try await keeper.exclusively(second) { 7 } }
        #expect(result == 7)
    }

    @Test func `Failed and cancelled work lets the next one in`() async throws {
        let keeper = NonceKeeper()
        let account = try Self.account(1)
        await #expect(throws: WeightError.empty) {
            try await keeper.exclusively(account) { throw WeightError.empty }
        }
        for _ in 0..<50 {
            await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await keeper.exclusively(account) { await Task.yield() } }
                }
                group.cancelAll()
                while let result = await group.nextResult() { _ = result }
            }
            let value = try await keeper.exclusively(account) { 1 }
            #expect(value == 1)
        }
    }
}
