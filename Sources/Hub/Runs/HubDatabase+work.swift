import Foundation
import GRDB
import JSON

extension HubDatabase {
    /// Changes as they go into the tables, all or nothing; each may be made twice.
    struct Work: Sendable {
        var aliveAt = Date.distantPast
        private let nextRun: Int64
        private let projects: [ProjectKey: Date]
        private let runs: [ShelvedRun]
        private let pulses: [ShelvedRun]
        private let lines: [UnsavedChanges.Line: String]
        private let files: [UnsavedChanges.File: [UInt8]]
        private let deleted: Set<Int64>

        init(_ changes: UnsavedChanges, of contents: ShelfContents) {
            nextRun = contents.nextSequence
            projects = changes.projects.reduce(into: [:]) { $0[$1] = contents.projects[$1]?.createdAt }
            runs = changes.runs.compactMap { contents[$0] }
            pulses = changes.pulses.compactMap { contents[$0] }
            lines = changes.lines
            files = changes.files
            deleted = changes.deleted
        }

        func apply(to db: Database) throws {
            try db.execute(
                sql: "INSERT OR REPLACE INTO hub (id, alive_at, next_run) VALUES (1, ?, ?)",
                arguments: [aliveAt.timeIntervalSince1970, nextRun])
            for (key, date) in projects {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO project (entity, name, created_at) VALUES (?, ?, ?)",
                    arguments: [key.entity, key.project, date.timeIntervalSince1970])
            }
            // First: a run of the same name may have come since.
            for sequence in deleted { try delete(sequence, db) }
            for run in runs { try put(run, db) }
            for run in pulses { try putPulse(run, db) }
            try putLines(db)
            try putFiles(db)
        }

        private func delete(_ sequence: Int64, _ db: Database) throws {
            try db.execute(sql: "DELETE FROM run WHERE sequence = ?", arguments: [sequence])
            for table in ["pulse", "line", "file"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [sequence])
            }
        }

        private func put(_ run: ShelvedRun, _ db: Database) throws {
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO run
                        (sequence, entity, project, name, display_name, config, summary, details, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                run.sequence, run.key.project.entity, run.key.project.project, run.key.name, run.displayName,
                run.configText, run.summaryText, run.details.json.serializedText, run.createdAt.timeIntervalSince1970,
            ])
        }

        private func putPulse(_ run: ShelvedRun, _ db: Database) throws {
            let pulse = run.pulse
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO pulse
                        (run, phase, heard_at, waiting_since, exit_code, history_count, history_last, events_count,
                        events_last, log_count, log_last)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                run.sequence, pulse.phase.rawValue, pulse.heardAt.timeIntervalSince1970,
                pulse.waitingSince?.timeIntervalSince1970, pulse.exitCode, pulse.history.count, pulse.history.last,
                pulse.events.count, pulse.events.last, pulse.log.count, pulse.log.last,
            ])
        }

        private func putLines(_ db: Database) throws {
            // The highest line of each file of lines that grew.
            var ends: [UnsavedChanges.Line: Int] = [:]
            for (line, text) in lines where !deleted.contains(line.sequence) {
                try db.cachedStatement(
                    sql: "INSERT OR REPLACE INTO line (run, kind, offset, text) VALUES (?, ?, ?, ?)"
                ).execute(arguments: [line.sequence, line.kind.rawValue, line.offset, text])
                let file = UnsavedChanges.Line(sequence: line.sequence, kind: line.kind, offset: 0)
                ends[file] = max(ends[file] ?? 0, line.offset + 1)
            }
            for (file, end) in ends where end > file.kind.kept {
                try db.execute(
                    sql: "DELETE FROM line WHERE run = ? AND kind = ? AND offset < ?",
                    arguments: [file.sequence, file.kind.rawValue, end - file.kind.kept])
            }
        }

        private func putFiles(_ db: Database) throws {
            for (file, bytes) in files where !deleted.contains(file.sequence) {
                try db.execute(
                    sql: """
                        INSERT OR REPLACE INTO file (run, name, body) SELECT ?, ?, ?
                        WHERE (SELECT COUNT(*) FROM file WHERE run = ? AND name <> ?) < ?
                        """,
                    arguments: [
                        file.sequence, file.name, Data(bytes), file.sequence, file.name, ShelfLimits.files,
                    ])
            }
        }
    }
}
