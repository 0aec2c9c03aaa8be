import Foundation
import TestSupport
import Testing

@testable import Store

/// What every backend promises of work that one process does.
@Suite struct LeaseStoreTests {
    @Test("One owner has a lease until its time is over or it lets go", arguments: Backend.plain)
    func lease(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            func hold(_ owner: String, _ seconds: TimeInterval, _ name: String = "notices") async throws -> Bool {
                let now = noon.addingTimeInterval(seconds)
                return try await store.holdLease(name, owner: owner, until: now.addingTimeInterval(60), at: now)
            }
            #expect(try await hold("a", 0))
            #expect(try await !hold("b", 59))
            #expect(try await hold("b", 59, "health"))
            #expect(try await hold("a", 59))
            #expect(try await !hold("b", 61))
            #expect(try await hold("b", 119))
            try await store.letGoOfLease("notices", owner: "a")
            #expect(try await !hold("a", 120))
            try await store.letGoOfLease("notices", owner: "b")
            #expect(try await hold("a", 121))
        }
    }

    @Test("A clock that was set back keeps nobody from a lease for long", arguments: Backend.plain)
    func clockSetBack(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            func hold(_ owner: String, _ seconds: TimeInterval) async throws -> Bool {
                let now = noon.addingTimeInterval(seconds)
                return try await store.holdLease("health", owner: owner, until: now.addingTimeInterval(60), at: now)
            }
            #expect(try await hold("a", 0))
            #expect(try await !hold("b", -60))
            #expect(try await hold("b", -61))
            #expect(try await !hold("a", -61))
        }
    }

    @Test("Of many that ask two stores on one file for a lease at once one gets it")
    func race() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let stores = try [0, 1].map { _ in try SQLiteStore(path: path, logger: .silent) }
            let holders = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await stores[number % 2].holdLease(
                            "health", owner: "\(number)", until: noon.addingTimeInterval(60), at: noon)
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(holders == 1)
        }
    }
}
