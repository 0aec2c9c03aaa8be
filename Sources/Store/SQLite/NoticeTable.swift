internal import Foundation
internal import GRDB

/// The table `notice`, written within the transactions of rentals.
enum NoticeTable {
    /// Puts a notice at the end of the journal, due at once if it is owed.
    static func add(_ draft: NoticeDraft, _ db: Database) throws {
        let seconds = draft.happenedAt.timeIntervalSince1970
        try db.execute(
            sql: """
                INSERT INTO notice (kind, hotkey, uuid, happened_at, is_test, owed, next_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [draft.kind.rawValue, draft.hotkey, draft.uuid, seconds, draft.isTest, draft.isOwed, seconds])
    }

    /// The notices that `condition` names, oldest first.
    static func notices(
        _ db: Database, where condition: String, arguments: StatementArguments, limit: Int
    ) throws -> [Notice] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, kind, hotkey, uuid, happened_at, is_test, attempts FROM notice
                WHERE \(condition) ORDER BY id LIMIT ?
                """,
            arguments: arguments + [max(0, limit)]
        ).map { row in
            guard let kind = Notice.Kind(rawValue: row["kind"]) else {
                throw StoreError.corrupt("a notice has an unknown kind")
            }
            return Notice(
                id: row["id"], kind: kind, hotkey: row["hotkey"], uuid: row["uuid"],
                happenedAt: Date(timeIntervalSince1970: row["happened_at"]), isTest: row["is_test"],
                attempts: row["attempts"])
        }
    }
}
