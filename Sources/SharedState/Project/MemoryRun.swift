internal import Foundation
internal import JSON

/// A run of a project in memory.
struct MemoryRun: Sendable {
    /// Rows that one run can have.
    private static let maxRows = 1_000_000

    private(set) var run: Run
    private(set) var history: [JSONValue] = []
    private(set) var summary: JSONValue?
    /// When it was heard of last; nil for one whose state never changes by itself.
    private var heardAt: Date?

    init(id: String, number: Int, at now: Date) {
        run = Run(
            id: id, storageID: "memory:\(number):\(id)", displayName: "run-\(number)", state: .running,
            config: RunConfig(), createdAt: now.formatted(.iso8601))
        hear(at: now)
    }

    /// One that was made elsewhere.
    init(placed run: Run, at now: Date) {
        self.run = run
        if run.createdAt.isEmpty { self.run.createdAt = now.formatted(.iso8601) }
        if run.heartbeatAt.isEmpty { self.run.heartbeatAt = now.formatted(.iso8601) }
    }

    /// The run as readers see it.
    func seen(at now: Date, crashAfter: Duration) -> Run {
        var run = run
        if run.state == .running, let heardAt, .seconds(now.timeIntervalSince(heardAt)) > crashAfter {
            run.state = .crashed
        }
        return run
    }

    var resumed: ResumedRun {
        ResumedRun(
            storageID: run.storageID, displayName: run.displayName, config: run.config, historyRows: history.count,
            lastStep: history.last?["_step"]?.integer.flatMap(Int.init(exactly:)))
    }

    func upserted(isNew: Bool) -> UpsertedRun {
        UpsertedRun(storageID: run.storageID, historyRows: history.count, isNew: isNew)
    }

    mutating func apply(_ change: RunChange, at now: Date) {
        if let name = change.displayName { run.displayName = name }
        // What a reader gets went over the wire, and came back with what that adds.
        run.config = RunConfig(wire: change.config.wire)
        run.state = .running
        hear(at: now)
    }

    /// False when the offset is beyond anything.
    mutating func apply(_ beat: RunBeat, at now: Date) -> Bool {
        guard beat.offset >= 0, beat.offset <= Self.maxRows, beat.rows.count <= Self.maxRows - beat.offset
        else { return false }
        for (row, offset) in zip(beat.rows, beat.offset...) {
            while history.count <= offset { history.append(.null) }
            history[offset] = row
        }
        if let summary = beat.summary { self.summary = summary }
        run.state = beat.exitCode.map { $0 == 0 ? .finished : .failed } ?? .running
        hear(at: now)
        return true
    }

    private mutating func hear(at now: Date) {
        heardAt = now
        run.heartbeatAt = now.formatted(.iso8601)
    }
}
