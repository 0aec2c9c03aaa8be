import Timing

/// Which endpoint is to be connected next, and after which pause.
struct EndpointRoute: Sendable {
    private let count: Int
    private let fresh: Backoff
    private var backoff: Backoff
    private var failures = 0
    /// The position of the endpoint that is used, or tried next.
    private(set) var current = 0

    init(count: Int, pause: Duration, longestPause: Duration) {
        self.count = max(1, count)
        fresh = Backoff(first: pause, most: longestPause)
        backoff = fresh
    }

    /// The time to wait before ``current`` is tried: none until all have failed, and then once a round.
    mutating func pause() -> Duration {
        guard failures > 0, failures % count == 0 else { return .zero }
        return backoff.next() ?? .zero
    }

    /// The endpoint cannot be connected, or does not behave: the next one's turn.
    mutating func failed() {
        failures += 1
        current = (current + 1) % count
    }

    /// The endpoint gave an answer: whatever failed before is over.
    mutating func answered() {
        failures = 0
        backoff = fresh
    }

    /// The first endpoint's turn.
    mutating func returnToFirst() {
        current = 0
        answered()
    }
}
