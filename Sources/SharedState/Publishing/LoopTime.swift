internal import Foundation
internal import Timing

/// How a loop sees time and waits for it; a test gives its own.
struct LoopTime: Sendable {
    let now: @Sendable () -> Date
    /// Returns after so long, at once when the task is cancelled.
    let rest: @Sendable (Duration) async -> Void

    init(
        now: @escaping @Sendable () -> Date,
        rest: @escaping @Sendable (Duration) async -> Void = { try? await Pacing.rest($0) }
    ) {
        self.now = now
        self.rest = rest
    }
}

extension Date {
    /// The time since `mark`; nil when the clock was set back behind it.
    func elapsed(since mark: Date) -> Duration? {
        let seconds = timeIntervalSince(mark)
        return seconds < 0 ? nil : .seconds(seconds)
    }

    /// What is left of `interval` since `mark`; nothing without a mark, and when the clock was set back behind it:
    /// then nobody knows how long ago it was.
    func left(of interval: Duration, since mark: Date?) -> Duration {
        guard let mark, let elapsed = elapsed(since: mark), elapsed < interval else { return .zero }
        return interval - elapsed
    }
}
