import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Hub

@Suite("Saving")
struct SaveTests {
    private static let home = ProjectKey(entity: "neuralinternet", project: "opencompute")

    private func shelf(_ path: String) throws -> RunShelf {
        try RunShelf(
            path: path, home: Self.home, crashAfter: .seconds(180), now: { Date() }, logger: .silent)
    }

    @Test("What a commit that fails had taken is saved the next time")
    func commit() async throws {
        let directory = try TemporaryDirectory()
        let key = RunKey(project: Self.home, name: "abcd1234")
        var change = RunUpsert(key: key)
        change.configText = #"{"a":{"value":1}}"#
        do {
            let shelf = try shelf(directory.file("hub.db"))
            let disk = FullDisk()
            shelf.database.queue.add(transactionObserver: disk)
            _ = try shelf.upsert(change)
            await #expect(throws: ShelfError.self) { try await shelf.save() }
            disk.isFull.withLock { $0 = false }
            try await shelf.save()
        }
        #expect(try shelf(directory.file("hub.db")).run(key)?.configText == change.configText)
    }
}

/// A disk that is found to be full when a transaction is committed.
private final class FullDisk: TransactionObserver, Sendable {
    let isFull = Mutex(true)

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}

    func databaseWillCommit() throws {
        if isFull.withLock({ $0 }) { throw DatabaseError(resultCode: .SQLITE_FULL) }
    }
}
