package import Foundation
internal import GRDB

extension SQLiteStore: NoticeStore {
    package func lastNoticeID() async throws(StoreError) -> Int64 {
        try await read { db in
            // The counter, for the newest notice may have been pruned.
            try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'notice'") ?? 0
        }
    }

    package func notices(after id: Int64, limit: Int) async throws(StoreError) -> [Notice] {
        try await read { try NoticeTable.notices($0, where: "id > ?", arguments: [id], limit: limit) }
    }

    package func dueNotices(
        at date: Date, limit: Int, overtakingAfter tries: Int
    ) async throws(StoreError) -> [Notice] {
        // Of each hotkey the oldest for each receiver.
        let heads = "SELECT min(id) FROM notice WHERE owed GROUP BY hotkey, kind = 'deallocated'"
        return try await read { db in
            try NoticeTable.notices(
                db,
                where: """
                    id IN (\(heads)) AND next_at <= ? AND NOT EXISTS (
                        SELECT 1 FROM notice AS other
                        WHERE other.owed AND other.hotkey = notice.hotkey AND other.id < notice.id
                        AND other.attempts < ? AND other.id IN (\(heads)))
                    """,
                arguments: [date.timeIntervalSince1970, tries], limit: limit)
        }
    }

    package func addTestNotice(
        _ kind: Notice.Kind, hotkey: String, uuid: String, at date: Date
    ) async throws(StoreError) {
        try await write { db in
            try NoticeTable.add(
                NoticeDraft(kind: kind, hotkey: hotkey, uuid: uuid, happenedAt: date, isTest: true, isOwed: true), db)
        }
    }

    package func settleNotice(_ id: Int64) async throws(StoreError) {
        try await write { try $0.execute(sql: "UPDATE notice SET owed = FALSE WHERE id = ?", arguments: [id]) }
    }

    package func scheduleNotice(_ id: Int64, attempts: Int, next: Date) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE notice SET attempts = ?, next_at = ? WHERE id = ? AND owed",
                arguments: [attempts, next.timeIntervalSince1970, id])
        }
    }

    package func owedNotices() async throws(StoreError) -> Int {
        try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM notice WHERE owed") ?? 0 }
    }

    package func pruneNotices(before date: Date) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "DELETE FROM notice WHERE happened_at < ? AND NOT owed",
                arguments: [date.timeIntervalSince1970])
        }
    }
}
