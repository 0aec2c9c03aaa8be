internal import Foundation
internal import Timing

/// What is known of the runs of one role, and when they are asked for next; time comes from outside.
struct RoleBoard: Sendable {
    private let interval: Duration
    private let background: Duration
    /// The last answer that is believed.
    private var runs: [Run] = []
    private var readAt: Date?
    /// When the last query began.
    private var queriedAt: Date?
    /// Whether the server ever had the project: it does not go away by itself.
    private(set) var isMade = false
    /// Somebody asked for something younger.
    private var isWanted = false
    /// The last answer was empty after a full one: a server's hiccup, or the truth.
    private var isDoubtful = false
    /// Since when queries fail.
    private var awaySince: Date?
    /// Queries that failed since the last good one.
    private var failures = 0
    /// What the server asked us to wait.
    private var limit: (since: Date, wait: Duration)?

    /// The longest wait that a server may ask for.
    private static let longestLimit = Duration.seconds(600)

    init(interval: Duration, background: Duration) {
        self.interval = interval
        self.background = background
    }

    /// The last answer that is believed.
    func reading(at now: Date) -> StateReading {
        StateReading(runs: runs, age: readAt.map { now.elapsed(since: $0) ?? .zero })
    }

    /// Whether the last answer is as young as answers get.
    func isFresh(at now: Date) -> Bool { now.left(of: interval, since: readAt) > .zero }

    /// Somebody reads; true when a query is wanted that was not wanted before.
    mutating func read(at now: Date) -> Bool {
        guard !isFresh(at: now), !isWanted else { return false }
        isWanted = true
        return true
    }

    /// How long until the next query.
    func wait(at now: Date) -> Duration {
        let longest = max(interval, background)
        let tried = failures > 0 ? Backoff.wait(after: failures, first: interval, most: longest) : interval
        let pause = isWanted || isDoubtful ? tried : longest
        let limited = limit.map { now.left(of: $0.wait, since: $0.since) } ?? .zero
        return max(now.left(of: pause, since: queriedAt), limited)
    }

    /// A query begins.
    mutating func begin(at now: Date) {
        queriedAt = now
        isWanted = false
        limit = nil
    }

    /// The query of last was answered with `runs`; since when none was, when that is over now.
    ///
    /// An empty answer after a full one is believed when the next one is empty, too. Nil is a server without the
    /// project, which nobody may have made yet (``isMade``).
    mutating func answered(_ runs: [Run]?, at now: Date) -> Date? {
        if runs != nil { isMade = true }
        let runs = runs ?? []
        defer { awaySince = nil }
        failures = 0
        isDoubtful = runs.isEmpty && !self.runs.isEmpty && !isDoubtful
        if !isDoubtful {
            self.runs = runs
            readAt = now
            // Who asked meanwhile has the answer, too.
            isWanted = false
        }
        return awaySince
    }

    /// The query of last failed; true when the one before had not.
    mutating func failed(_ error: StateError, at now: Date) -> Bool {
        failures += 1
        if case .limited(let wait?) = error { limit = (now, min(wait, Self.longestLimit)) }
        defer { awaySince = awaySince ?? now }
        return awaySince == nil
    }
}
