import Foundation
import Market
import TestSupport
import Testing

@testable import Store

/// What every backend promises of the journal of notices.
@Suite struct NoticeStoreTests {
    @Test(
        "A rental's beginning and end are told, its end owed when the renter wants it", arguments: Backend.plain,
        [false, true])
    func life(backend: Backend, notify: Bool) async throws {
        try await backend.withStore { store async throws in
            #expect(try await store.lastNoticeID() == 0)
            let id = try #require(won(try await store.reserve(intent(1)))).id
            #expect(try await store.lastNoticeID() == 0)
            _ = try await store.activate(id, access, at: later(1))
            _ = try await store.beginRelease(id, notify: notify, at: later(2))
            #expect(try await store.notices(after: 0, limit: 9).map(\.kind) == [.allocated])
            try await store.remove(id, at: later(3))
            try await store.remove(id, at: later(4))
            let notices = try await store.notices(after: 0, limit: 9)
            #expect(
                notices == [
                    Notice(id: 1, kind: .allocated, hotkey: "5Miner", uuid: "uuid-1", happenedAt: later(1)),
                    Notice(id: 2, kind: .deallocated, hotkey: "5Miner", uuid: "uuid-1", happenedAt: later(3)),
                ])
            #expect(try await store.lastNoticeID() == 2)
            #expect(try await store.owedNotices() == (notify ? 1 : 0))
            #expect(try await store.dueNotices(at: later(2.9), limit: 9).isEmpty)
            #expect(try await store.dueNotices(at: later(3), limit: 9).map(\.id) == (notify ? [2] : []))
        }
    }

    @Test("A rental that was never active comes and goes without a word", arguments: Backend.plain)
    func neverActive(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            _ = try await store.beginRelease(id, notify: true, at: noon)
            try await store.remove(id, at: noon)
            #expect(try await store.lastNoticeID() == 0)
        }
    }

    @Test(
        "The end of a lost rental is told once, whoever releases it later", arguments: Backend.plain, [false, true])
    func lost(backend: Backend, deallocated: Bool) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            #expect(try await store.markLost(id, at: noon) == nil)
            _ = try await store.activate(id, access, at: noon)
            _ = try await store.markLost(id, at: later(1))
            #expect(try await store.markLost(id, at: later(2)) == nil)
            if deallocated {
                let rental = try #require(try await store.beginRelease(id, notify: true, at: later(3)))
                #expect(rental.state == .lost && rental.nextAttemptAt == later(3) && !rental.notify)
                #expect(rental.secrets == RentalSecrets())
            }
            try await store.remove(id, at: later(4))
            let notices = try await store.notices(after: 0, limit: 9)
            #expect(notices.map(\.kind) == [.allocated, .deallocated])
            #expect(notices.last?.happenedAt == later(1))
            #expect(try await store.dueNotices(at: later(1), limit: 9).map(\.kind) == [.deallocated])
        }
    }

    @Test("The end of a row of the Python program is told", arguments: Backend.plain)
    func adopted(backend: Backend) async throws {
        var row = try #require(LegacyAllocation(hotkey: "5Miner", details: #"{"uuid": "theirs"}"#))
        row.regkey = try RenterPrivateKey.generate().publicPEM
        try await backend.withStore(legacy: [row]) { store async throws in
            let rental = try #require(try await store.adoptLegacy(hotkey: "5Miner", at: noon))
            _ = try await store.beginRelease(rental.id, notify: true, at: noon)
            try await store.remove(rental.id, at: later(1))
            let due = try await store.dueNotices(at: later(1), limit: 9)
            #expect(due.map(\.kind) == [.deallocated] && due.map(\.uuid) == ["theirs"])
        }
    }

    @Test("The loss of a row of the Python program is told at once, and its end not again", arguments: Backend.plain)
    func lostRow(backend: Backend) async throws {
        var row = try #require(LegacyAllocation(hotkey: "5Miner", details: #"{"uuid": "theirs"}"#))
        row.regkey = try RenterPrivateKey.generate().publicPEM
        try await backend.withStore(legacy: [row]) { store async throws in
            let rental = try #require(try await store.adoptLostLegacy(hotkey: "5Miner", at: noon))
            #expect(rental.state == .lost)
            #expect(try await store.legacyAllocations().isEmpty)
            #expect(try await store.dueNotices(at: noon, limit: 9).map(\.uuid) == ["theirs"])
            #expect(try await store.adoptLostLegacy(hotkey: "5Miner", at: noon) == nil)
            try await store.remove(rental.id, at: later(1))
            #expect(try await store.notices(after: 0, limit: 9).count == 1)
        }
    }

    @Test("Of each hotkey only the oldest owed notice is due, and none overtakes it", arguments: Backend.plain)
    func inOrder(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            for hotkey in ["5A", "5B", "5A", "5C"] {
                try await store.addTestNotice(.online, hotkey: hotkey, uuid: "u", at: noon)
            }
            #expect(try await store.dueNotices(at: noon, limit: 9).map(\.id) == [1, 2, 4])
            #expect(try await store.dueNotices(at: noon, limit: 2).map(\.id) == [1, 2])
            try await store.scheduleNotice(1, attempts: 3, next: later(60))
            #expect(try await store.dueNotices(at: later(59), limit: 9).map(\.id) == [2, 4])
            let first = try #require(try await store.dueNotices(at: later(60), limit: 1).first)
            #expect(first.attempts == 3 && first.isTest && first.kind == .online && first.happenedAt == noon)
            try await store.settleNotice(1)
            #expect(try await store.dueNotices(at: noon, limit: 9).map(\.id) == [2, 3, 4])
            #expect(try await store.owedNotices() == 3)
            try await store.settleNotice(1)
            try await store.scheduleNotice(1, attempts: 9, next: noon)
            #expect(try await store.dueNotices(at: later(60), limit: 9).map(\.id) == [2, 3, 4])
        }
    }

    @Test("What goes to the other receiver overtakes a notice that was offered often in vain", arguments: Backend.plain)
    func overtaking(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            for kind in [Notice.Kind.offline, .online, .deallocated, .online, .deallocated] {
                try await store.addTestNotice(kind, hotkey: "5A", uuid: "u", at: noon)
            }
            func due(_ tries: Int, at date: Date) async throws -> [Int64] {
                try await store.dueNotices(at: date, limit: 9, overtakingAfter: tries).map(\.id)
            }
            #expect(try await due(3, at: noon) == [1])
            try await store.scheduleNotice(1, attempts: 2, next: later(60))
            #expect(try await due(3, at: noon) == [])
            try await store.scheduleNotice(1, attempts: 3, next: later(60))
            #expect(try await due(3, at: noon) == [3])
            #expect(try await due(3, at: later(60)) == [1, 3])
            #expect(try await due(.max, at: later(60)) == [1])
            try await store.settleNotice(1)
            #expect(try await due(3, at: later(60)) == [2])
            try await store.settleNotice(2)
            #expect(try await due(3, at: later(60)) == [3])
            try await store.settleNotice(3)
            #expect(try await due(3, at: later(60)) == [4])
        }
    }

    @Test("The journal is read from any place on, in portions", arguments: Backend.plain)
    func portions(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            for number in 1...5 {
                try await store.addTestNotice(.offline, hotkey: "5A", uuid: "\(number)", at: noon)
            }
            #expect(try await store.notices(after: 2, limit: 2).map(\.uuid) == ["3", "4"])
            #expect(try await store.notices(after: 4, limit: 2).map(\.id) == [5])
            #expect(try await store.notices(after: 5, limit: 2).isEmpty)
            #expect(try await store.notices(after: 0, limit: 0).isEmpty)
            #expect(try await store.notices(after: 0, limit: -1).isEmpty)
            #expect(try await store.dueNotices(at: noon, limit: -1).isEmpty)
        }
    }

    @Test(
        "What is old and told is forgotten, what is owed is not, and no number comes again", arguments: Backend.plain
    )
    func prune(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            for seconds in 0..<4 {
                try await store.addTestNotice(.online, hotkey: "5A", uuid: "u", at: later(Double(seconds)))
            }
            for id in [1, 3, 4] as [Int64] { try await store.settleNotice(id) }
            try await store.pruneNotices(before: later(3))
            #expect(try await store.notices(after: 0, limit: 9).map(\.id) == [2, 4])
            try await store.settleNotice(2)
            try await store.pruneNotices(before: later(9))
            #expect(try await store.notices(after: 0, limit: 9).isEmpty)
            #expect(try await store.lastNoticeID() == 4)
            try await store.addTestNotice(.online, hotkey: "5A", uuid: "u", at: noon)
            #expect(try await store.lastNoticeID() == 5)
        }
    }

    @Test("Notices outlive their process, and a transition that fails tells nothing")
    func durable() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            do {
                let store = try SQLiteStore(path: path, logger: .silent)
                _ = try await store.reserve(intent(1))
                try asPythonProgram(
                    path,
                    "CREATE TRIGGER broken BEFORE UPDATE ON rental BEGIN SELECT RAISE(ABORT, 'broken'); END")
                await #expect(throws: StoreError.self) { try await store.activate(intent(1).id, access, at: noon) }
                #expect(try await store.lastNoticeID() == 0)
                try asPythonProgram(path, "DROP TRIGGER broken")
                _ = try await store.activate(intent(1).id, access, at: noon)
                _ = try await store.markLost(intent(1).id, at: noon)
            }
            let store = try SQLiteStore(path: path, logger: .silent)
            #expect(try await store.notices(after: 0, limit: 9).map(\.kind) == [.allocated, .deallocated])
            #expect(try await store.owedNotices() == 1)
        }
    }

    private func later(_ seconds: Double) -> Date { noon.addingTimeInterval(seconds) }
}
