import Synchronization

/// Gives the shared state a moment after the start, so that the first who asks is not told that nothing is known.
final class FirstReading: Sendable {
    private let market: MarketState
    private let limit: Duration
    private let isOver = Mutex(false)

    init(_ market: MarketState, limit: Duration) {
        self.market = market
        self.limit = limit
    }

    /// What was read last; waited for only until it was there once, or was not within the limit.
    func current() async -> MarketReading {
        let reading = market.reading
        if reading.isComplete || isOver.withLock({ $0 }) { return reading }
        let first = await market.freshReading(within: limit)
        isOver.withLock { $0 = true }
        return first
    }
}
