import Foundation
import GRDB
import JSON
import Logging
import SharedState

extension HubDatabase {
    /// Everything that was saved, as the hub starts at `now`.
    func load(path: String?, at now: Date, crashAfter: Duration, logger: Logger) throws(HubProblem) -> ShelfContents {
        do {
            return try readNow { db in try Self.contents(db, at: now, crashAfter: crashAfter, logger: logger) }
        } catch {
            throw .fileUnusable(path: path ?? "memory", reason: Self.reason(of: error))
        }
    }

    private static func contents(
        _ db: Database, at now: Date, crashAfter: Duration, logger: Logger
    ) throws -> ShelfContents {
        var contents = ShelfContents()
        let hub = try Row.fetchOne(db, sql: "SELECT alive_at, next_run FROM hub")
        let endedAt = hub.map { Date(timeIntervalSince1970: $0["alive_at"]) } ?? now
        for row in try Row.fetchAll(db, sql: "SELECT entity, name, created_at FROM project") {
            contents.open(
                ProjectKey(entity: row["entity"], project: row["name"]),
                at: Date(timeIntervalSince1970: row["created_at"]), isSaved: true)
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT * FROM run LEFT JOIN pulse ON pulse.run = run.sequence ORDER BY run.sequence")
        while let row = try rows.next() {
            var run = Self.run(row, logger: logger)
            if [.running, .preempting].contains(run.pulse.state(at: endedAt, crashAfter: crashAfter)) {
                run.pulse.waitingSince = now
            }
            contents.restore(run)
            contents.unsaved.pulses.insert(run.sequence)
        }
        contents.skip(to: hub?["next_run"] ?? 1)
        return contents
    }

    private static func run(_ row: Row, logger: Logger) -> ShelvedRun {
        let key = RunKey(project: ProjectKey(entity: row["entity"], project: row["project"]), name: row["name"])
        let text: String = row["config"]
        let config: RunConfig
        do {
            config = try ShelfContents.parsed(text)
        } catch {
            // An older version took it: it is shown as it is, and no query finds it by its values.
            logger.warning("hub keeps a config that it cannot read", metadata: ["run": "\(key.name)"])
            config = RunConfig()
        }
        let details = try? JSONValue.parse(row["details"] as String)
        let createdAt = Date(timeIntervalSince1970: row["created_at"])
        return ShelvedRun(
            sequence: row["sequence"], key: key, createdAt: createdAt, displayName: row["display_name"],
            configText: text, config: config, summaryText: row["summary"], details: RunDetails(details ?? .null),
            pulse: pulse(row, createdAt: createdAt))
    }

    private static func pulse(_ row: Row, createdAt: Date) -> RunPulse {
        var pulse = RunPulse(heardAt: createdAt)
        guard let phase = row["phase"] as String? else { return pulse }
        pulse.phase = RunPulse.Phase(rawValue: phase) ?? .alive
        pulse.heardAt = Date(timeIntervalSince1970: row["heard_at"])
        pulse.waitingSince = (row["waiting_since"] as Double?).map { Date(timeIntervalSince1970: $0) }
        pulse.exitCode = row["exit_code"]
        pulse.history = LineTail(count: row["history_count"], last: row["history_last"])
        pulse.events = LineTail(count: row["events_count"], last: row["events_last"])
        pulse.log = LineTail(count: row["log_count"], last: row["log_last"])
        pulse.lastRow = pulse.history.last.flatMap { try? JSONValue.parsePython(Array($0.utf8)) }
        return pulse
    }
}
