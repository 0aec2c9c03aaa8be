package import Foundation
internal import GRDB

extension SQLiteStore {
    package func reserve(_ intent: RentalIntent) async throws(StoreError) -> Reservation {
        try await write { [codec] db in
            let taken = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM rental WHERE hotkey = :hotkey OR id = :id)
                        OR EXISTS (SELECT 1 FROM allocation WHERE hotkey = :hotkey)
                    """,
                arguments: ["hotkey": intent.hotkey, "id": intent.id])
            guard taken == false else { return .taken }
            if let request = intent.request {
                try RequestTable.remember(rental: intent.id, of: request, db)
            }
            return .reserved(try codec.save(Rental(intent), at: intent.createdAt, db))
        }
    }

    package func activate(_ id: String, _ access: RentalAccess, at date: Date) async throws(StoreError) -> Rental? {
        try await write { [codec, pythonCompatible] db in
            guard let rental = try codec.find("id", id, db)?.activated(access, at: date) else { return nil }
            if pythonCompatible {
                try AllocationTable.insertMirror(of: rental, db)
            }
            try NoticeTable.add(NoticeDraft(allocated: rental, at: date), db)
            return try codec.save(rental, at: date, db)
        }
    }

    package func beginRelease(
        _ id: String, from states: Set<RentalState>, notify: Bool, at date: Date
    ) async throws(StoreError) -> Rental? {
        try await write { [codec] db in
            guard let rental = try codec.find("id", id, db), states.contains(rental.state) else { return nil }
            // Whether or not copies are kept today, one may be there from a run that kept them.
            try AllocationTable.deleteMirror(of: rental, db)
            return try codec.save(rental.releasing(notify: notify, at: date), at: date, db)
        }
    }

    package func markLost(_ id: String, at date: Date) async throws(StoreError) -> Rental? {
        try await write { [codec] db in
            guard let rental = try codec.find("id", id, db)?.lost(at: date) else { return nil }
            // The renter has it no longer: its clear copy must not outlive that.
            try AllocationTable.deleteMirror(of: rental, db)
            try NoticeTable.add(NoticeDraft(lost: rental, at: date), db)
            return try codec.save(rental, at: date, db)
        }
    }

    package func scheduleRelease(_ id: String, attempts: Int, next: Date) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE rental SET release_attempts = ?, next_attempt_at = ?
                    WHERE id = ? AND state IN ('releasing', 'lost')
                    """,
                arguments: [attempts, next.timeIntervalSince1970, id])
        }
    }

    package func remove(_ id: String, at date: Date) async throws(StoreError) {
        try await write { [codec] db in
            guard let rental = try codec.find("id", id, db) else { return }
            try AllocationTable.deleteMirror(of: rental, db)
            try HealthTable.delete(id, db)
            if let notice = NoticeDraft(removed: rental, at: date) {
                try NoticeTable.add(notice, db)
            }
            try db.execute(sql: "DELETE FROM rental WHERE id = ?", arguments: [id])
        }
    }

    package func rental(hotkey: String) async throws(StoreError) -> Rental? {
        try await read { [codec] in try codec.find("hotkey", hotkey, $0) }
    }

    package func rental(id: String) async throws(StoreError) -> Rental? {
        try await read { [codec] in try codec.find("id", id, $0) }
    }

    package func rentals(in states: Set<RentalState>) async throws(StoreError) -> [Rental] {
        try await read { [codec] db in
            let marks = states.map { _ in "?" }.joined(separator: ", ")
            return try Row.fetchAll(
                db, sql: "SELECT * FROM rental WHERE state IN (\(marks)) ORDER BY created_at, id",
                arguments: StatementArguments(states.map(\.rawValue))
            ).map(codec.rental)
        }
    }
}
