import Foundation
import Market
import TestSupport
import Testing

@testable import Store

/// What every backend promises of a hotkey's run in the shared state.
@Suite struct StateRunStoreTests {
    @Test("A run's id is found where it was put, the newest one", arguments: Backend.allCases)
    func runID(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            #expect(try await store.runID(hotkey: "5Node") == nil)
            try await store.rememberRun("abcd1234", hotkey: "5Node")
            try await store.rememberRun("efgh5678", hotkey: "5Node")
            #expect(try await store.runID(hotkey: "5Node") == "efgh5678")
            #expect(try await store.runID(hotkey: "5Other") == nil)
        }
    }

    @Test("Of each published key the last value counts, and other keys stay", arguments: Backend.allCases)
    func values(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            try await store.publish(["a": "1", "b": "[]"], hotkey: "5Node", at: noon)
            try await store.publish(["a": "2"], hotkey: "5Node", at: noon)
            #expect(try await store.publishedValues(hotkey: "5Node") == ["a": "2", "b": "[]"])
            #expect(try await store.publishedValues(hotkey: "5Other").isEmpty)
        }
    }

    @Test("Of any number of processes each gets numbers of its own", arguments: Backend.allCases)
    func sequence(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<20 { group.addTask { try await store.nextSequence(hotkey: "5Node") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(1...20))
        }
    }

    @Test("One owner speaks for a run until its time is over or it lets go", arguments: Backend.allCases)
    func lease(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            func hold(_ owner: String, _ seconds: TimeInterval) async throws -> Bool {
                let now = noon.addingTimeInterval(seconds)
                return try await store.holdRun(
                    hotkey: "5Node", owner: owner, until: now.addingTimeInterval(60), at: now)
            }
            #expect(try await hold("a", 0))
            #expect(try await !hold("b", 59))
            #expect(try await hold("a", 59))
            #expect(try await !hold("b", 61))
            #expect(try await hold("b", 119))
            try await store.letGoOfRun(hotkey: "5Node", owner: "a")
            #expect(try await !hold("a", 120))
            try await store.letGoOfRun(hotkey: "5Node", owner: "b")
            #expect(try await hold("a", 121))
        }
    }

    @Test("A clock that was set back keeps nobody from a run for long", arguments: Backend.allCases)
    func clockSetBack(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            func hold(_ owner: String, _ seconds: TimeInterval) async throws -> Bool {
                let now = noon.addingTimeInterval(seconds)
                return try await store.holdRun(
                    hotkey: "5Node", owner: owner, until: now.addingTimeInterval(60), at: now)
            }
            #expect(try await hold("a", 0))
            #expect(try await !hold("b", -60))
            #expect(try await hold("b", -61))
            #expect(try await !hold("a", -61))
        }
    }

    @Test("A row of the Python program without a miner's name hides no other")
    func namelessRow() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            try asPythonProgram(
                path,
                """
                INSERT INTO allocation (hotkey, details) VALUES (NULL, '{}'), (x'ff', '{}'), ('5Python', '{}')
                """)
            #expect(try await store.rentedHotkeys() == ["5Python"])
        }
    }

    @Test("A number and a lease do not get into each other's way", arguments: Backend.allCases)
    func leaseAndSequence(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            #expect(try await store.nextSequence(hotkey: "5Node") == 1)
            #expect(try await store.holdRun(hotkey: "5Node", owner: "a", until: noon, at: noon))
            #expect(try await store.nextSequence(hotkey: "5Node") == 2)
        }
    }

    @Test("Rented are active machines and the Python program's, each once", arguments: Backend.allCases)
    func rented(backend: Backend) async throws {
        let legacy = [LegacyAllocation(hotkey: "5Python", details: #"{"uuid":"u"}"#)].compactMap(\.self)
        try await backend.withStore(legacy: legacy) { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            #expect(try await store.rentedHotkeys() == ["5Python"])
            _ = try await store.activate(id, access, at: noon)
            #expect(try await store.rentedHotkeys() == ["5Miner", "5Python"])
            _ = try await store.beginRelease(id, notify: false, at: noon)
            #expect(try await store.rentedHotkeys() == ["5Python"])
        }
    }
}
