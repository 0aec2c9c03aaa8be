import Foundation
import TestSupport
import Testing

@testable import Store

/// What every backend promises of requests that are asked twice.
@Suite struct RequestStoreTests {
    @Test("The first claim starts, others see it running and then its outcome", arguments: Backend.plain)
    func once(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            #expect(try await claim(store) == .started)
            let running = RunningRequest(owner: "a", startedAt: noon, rentalID: nil)
            #expect(try await claim(store, owner: "b", after: 5) == .running(running))
            let outcome = RequestOutcome(status: 200, body: Array(#"{"success":true}"#.utf8))
            #expect(try await store.finishRequest(held(), outcome) == .recorded)
            #expect(try await claim(store, owner: "b") == .done(outcome))
            let late = try await store.finishRequest(held(), RequestOutcome(status: 500, body: []))
            #expect(late == .overtaken(rentalID: nil))
            try await store.forgetRequest(held())
            #expect(try await claim(store) == .done(outcome))
            #expect(try await claim(store, "other") == .started)
        }
    }

    @Test("A key that is used for another request is told so, running or done", arguments: Backend.plain)
    func different(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            _ = try await claim(store)
            #expect(try await claim(store, fingerprint: "else") == .different)
            _ = try await store.finishRequest(held(), RequestOutcome(status: 200, body: []))
            #expect(try await claim(store, fingerprint: "else") == .different)
            #expect(try await claim(store) == .done(RequestOutcome(status: 200, body: [])))
        }
    }

    @Test("What was forgotten, or is older than its lifetime, starts anew", arguments: Backend.plain)
    func anew(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            _ = try await claim(store)
            try await store.forgetRequest(held())
            #expect(try await claim(store) == .started)
            _ = try await store.finishRequest(held(), RequestOutcome(status: 404, body: [1]))
            #expect(try await claim(store, after: 60) == .done(RequestOutcome(status: 404, body: [1])))
            #expect(try await claim(store, "another", after: 60.5) == .started)
            #expect(try await claim(store, after: 0) == .started)
            _ = try await store.finishRequest(held("nobody's"), RequestOutcome(status: 200, body: []))
            #expect(try await claim(store, "nobody's") == .started)
        }
    }

    @Test("A running request remembers the rental that it reserved last", arguments: Backend.plain)
    func rental(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            _ = try await claim(store)
            for number in 1...2 {
                var asked = intent(number, hotkey: "5Miner\(number)")
                asked.request = held()
                #expect(won(try await store.reserve(asked)) != nil)
            }
            var refused = intent(3, hotkey: "5Miner1")
            refused.request = held()
            #expect(try await store.reserve(refused) == .taken)
            let running = RunningRequest(owner: "a", startedAt: noon, rentalID: intent(2).id)
            #expect(try await claim(store) == .running(running))
            var stray = intent(4, hotkey: "5Miner4")
            stray.request = held("nobody's")
            #expect(won(try await store.reserve(stray)) != nil)
            #expect(try await claim(store, "nobody's") == .started)
        }
    }

    @Test("Of those who take a running request over only one gets it as it was", arguments: Backend.plain)
    func takeOver(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let running = RunningRequest(owner: "a", startedAt: noon, rentalID: nil)
            #expect(try await store.takeOverRequest("key", from: running, owner: "b", at: noon) == false)
            _ = try await claim(store)
            let later = noon.addingTimeInterval(30)
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        try await store.takeOverRequest("key", from: running, owner: "b\(number)", at: later)
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
            guard case .running(let taken) = try await claim(store) else {
                Issue.record("it is not running")
                return
            }
            #expect(taken.owner.hasPrefix("b") && taken.startedAt == later)
            var moved = taken
            moved.rentalID = "another"
            #expect(try await store.takeOverRequest("key", from: moved, owner: "c", at: later) == false)
            let mine = HeldRequest(key: "key", owner: taken.owner, startedAt: taken.startedAt)
            #expect(try await store.finishRequest(mine, RequestOutcome(status: 200, body: [])) == .recorded)
            #expect(try await store.takeOverRequest("key", from: taken, owner: "c", at: later) == false)
        }
    }

    @Test("Who was overtaken writes nothing of the request any more, and is told", arguments: Backend.plain)
    func overtaken(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            _ = try await claim(store)
            var early = intent(1, hotkey: "5Miner1")
            early.request = held()
            #expect(won(try await store.reserve(early)) != nil)
            let running = RunningRequest(owner: "a", startedAt: noon, rentalID: early.id)
            let later = noon.addingTimeInterval(30)
            #expect(try await store.takeOverRequest("key", from: running, owner: "b", at: later))

            var late = intent(2, hotkey: "5Miner2")
            late.request = held()
            #expect(won(try await store.reserve(late)) != nil)
            try await store.forgetRequest(held())
            let end = try await store.finishRequest(held(), RequestOutcome(status: 404, body: []))
            #expect(end == .overtaken(rentalID: early.id))
            // The same process a second time is another holder, too.
            let again = HeldRequest(key: "key", owner: "b", startedAt: noon)
            #expect(try await store.finishRequest(again, RequestOutcome(status: 404, body: [])) != .recorded)
            let taken = RunningRequest(owner: "b", startedAt: later, rentalID: early.id)
            #expect(try await claim(store) == .running(taken))

            let outcome = RequestOutcome(status: 200, body: [1])
            let holder = HeldRequest(key: "key", owner: "b", startedAt: later)
            #expect(try await store.finishRequest(holder, outcome) == .recorded)
            #expect(try await claim(store) == .done(outcome))
            let nobody = try await store.finishRequest(held("nobody's"), outcome)
            #expect(nobody == .overtaken(rentalID: nil))
        }
    }

    @Test("Of 100 concurrent claims through two stores on one file exactly one starts")
    func race() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let stores = try [0, 1].map { _ in try SQLiteStore(path: path, logger: .silent) }
            let claims = try await withThrowingTaskGroup(of: RequestClaim.self) { group in
                for number in 0..<100 {
                    group.addTask { try await claim(stores[number % 2], owner: "\(number)") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(claims.count { $0 == .started } == 1)
            let running = claims.filter { $0 != .started }
            #expect(running.count == 99 && running.allSatisfy { $0 == running.first })
        }
    }

    @Test("An outcome is sealed in the file, and to its key")
    func sealed() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            _ = try await claim(store)
            _ = try await claim(store, "other")
            let outcome = RequestOutcome(status: 200, body: Array(passwordCanary.utf8))
            _ = try await store.finishRequest(held(), outcome)
            for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))
                #expect(bytes.range(of: Data(passwordCanary.utf8)) == nil, "\(name)")
            }
            #expect(!"\(outcome)".contains("canary") && !String(reflecting: outcome).contains("canary"))
            try asPythonProgram(
                path,
                """
                UPDATE request SET status = 200, sealed = (SELECT sealed FROM request WHERE key = 'key')
                WHERE key = 'other'
                """)
            await #expect(throws: StoreError.self) { try await claim(store, "other") }
            #expect(try await claim(store) == .done(outcome))
        }
    }
}

/// A request as `owner` holds it who claimed it at noon.
private func held(_ key: String = "key", owner: String = "a") -> HeldRequest {
    HeldRequest(key: key, owner: owner, startedAt: noon)
}

private func claim(
    _ store: any MarketStore, _ key: String = "key", fingerprint: String = "print", owner: String = "a",
    after seconds: Double = 0
) async throws -> RequestClaim {
    try await store.claimRequest(
        key, fingerprint: fingerprint, owner: owner, lifetime: 60, at: noon.addingTimeInterval(seconds))
}
