import Foundation
import Store
import Testing

@testable import AllocationAPI

@Suite struct HeldLeaseTests {
    private let store = MemoryStore()
    private let clock = TestDate()

    private func lease() -> HeldLease {
        HeldLease("work", store: store, seconds: 60, now: { [clock] in clock.now })
    }

    @Test("One has it while it uses it; another gets it when it is given back, or over")
    func one() async throws {
        let (first, second) = (lease(), lease())
        #expect(try await first.hold())
        for _ in 0..<10 {
            clock.pass(30)
            #expect(try await first.hold())
            #expect(try await second.hold() == false)
        }
        await first.letGo()
        clock.pass(6)
        #expect(try await second.hold())
        #expect(try await first.hold() == false)
        clock.pass(61)
        #expect(try await first.hold())
        #expect(try await second.hold() == false)
    }

    @Test("A clock that is set back takes the lease from nobody for long")
    func setBack() async throws {
        let (first, second) = (lease(), lease())
        #expect(try await first.hold())
        #expect(try await second.hold() == false)
        clock.pass(-3_600)
        #expect(try await first.hold())
        #expect(try await second.hold() == false)
        clock.pass(61)
        #expect(try await second.hold())
    }

    @Test("Of many at once one gets it")
    func race() async throws {
        let leases = (0..<16).map { _ in lease() }
        let holders = try await withThrowingTaskGroup(of: Bool.self) { group in
            for lease in leases { group.addTask { try await lease.hold() } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(holders == 1)
    }
}
