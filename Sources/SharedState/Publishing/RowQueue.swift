internal import Foundation
internal import JSON

/// The rows of history that wait to be sent, and where in the run's history they belong.
///
/// Rows that were sent and not acknowledged are in doubt: they are sent again at the same place and with the same
/// content, so that they are in the history once, whether they had arrived or not.
struct RowQueue: Sendable {
    private struct Row {
        var members: [String: JSONValue]
        let time: Date
    }

    /// What a server may claim to have; no node logs so much.
    private static let mostRows = 1 << 48

    private let limit: Int
    private let batch: Int
    private var rows: [Row] = []
    /// The run that `offset` and `step` are about.
    private var run: String?
    /// The index in the history of the first row that waits.
    private var offset = 0
    private var step = 0
    /// How many of the first rows have been sent and may have arrived.
    private var inDoubt = 0
    /// The last value of every member of the rows that arrived.
    private var summary: [String: JSONValue] = [:]

    init(limit: Int, batch: Int) {
        self.limit = limit
        self.batch = batch
    }

    var isEmpty: Bool { rows.isEmpty }

    /// When the first row that waits was logged.
    var oldest: Date? { rows.first?.time }

    /// `row`, logged at `time`, `runtime` seconds after the start, waits; false when another was dropped for it.
    mutating func add(_ row: [String: JSONValue], at time: Date, runtime: TimeInterval) -> Bool {
        var members = row
        members["_timestamp"] = .number(time.timeIntervalSince1970)
        members["_runtime"] = .number(max(0, runtime))
        rows.append(Row(members: members, time: time))
        guard rows.count > limit else { return true }
        rows.remove(at: min(inDoubt, rows.count - 1))
        return false
    }

    /// What is to be sent next, which is in doubt from now on: a batch, or with an exit code all that waits.
    mutating func beat(exitCode: Int? = nil) -> RunBeat {
        let count =
            if exitCode != nil { rows.count } else if inDoubt > 0 { inDoubt } else { min(batch, rows.count) }
        inDoubt = max(inDoubt, count)
        guard count > 0 else { return RunBeat(exitCode: exitCode) }
        let sent = numbered(count)
        return RunBeat(
            offset: offset, rows: sent.map(JSONValue.object), summary: .object(summary(with: sent)),
            exitCode: exitCode)
    }

    /// The rows in doubt have arrived.
    mutating func arrived() { settle(inDoubt) }

    /// The queue goes on with `run`, of which the server has `historyRows` rows, the last one with `lastStep`.
    ///
    /// Rows in doubt are settled by that: those that the server has are not sent again.
    mutating func attach(to run: String, historyRows: Int, lastStep: Int?) {
        let known = min(max(0, historyRows), Self.mostRows)
        if self.run == run { settle(min(inDoubt, max(0, known - offset))) }
        self.run = run
        inDoubt = 0
        offset = known
        step = max(known, lastStep.map { min($0, Self.mostRows) + 1 } ?? 0)
    }

    private mutating func settle(_ count: Int) {
        summary = summary(with: numbered(count))
        rows.removeFirst(count)
        inDoubt -= count
        offset += count
        step += count
    }

    private func numbered(_ count: Int) -> [[String: JSONValue]] {
        rows.prefix(count).enumerated().map { index, row in
            row.members.merging(["_step": .integer(Int64(step + index))]) { $1 }
        }
    }

    private func summary(with rows: [[String: JSONValue]]) -> [String: JSONValue] {
        rows.reduce(into: summary) { $0.merge($1) { $1 } }
    }
}
