/// Waiting times that double from `first` to `most`, without end.
package struct Backoff: Sequence, IteratorProtocol, Sendable {
    private var coming: Duration
    private let most: Duration

    package init(first: Duration, most: Duration) {
        coming = first
        self.most = most
    }

    package mutating func next() -> Duration? {
        defer { coming = Swift.min(coming * 2, most) }
        return Swift.min(coming, most)
    }

    /// The waiting time after `attempts` failures, counted from 1.
    package static func wait(after attempts: Int, first: Duration, most: Duration) -> Duration {
        var wait = first
        for _ in 1..<Swift.max(2, Swift.min(attempts, 32)) where attempts > 1 && wait < most { wait = wait * 2 }
        return Swift.min(wait, most)
    }
}
