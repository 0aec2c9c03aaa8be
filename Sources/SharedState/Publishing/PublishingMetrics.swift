internal import CoreMetrics

/// What a publisher tells Prometheus.
struct PublishingMetrics: Sendable {
    private let outcomes: [StateOutcome: Counter]
    private let dropped: Counter

    init(_ factory: any MetricsFactory) {
        outcomes = Dictionary(
            uniqueKeysWithValues: StateOutcome.allCases.map { outcome in
                let labels = [("outcome", outcome.rawValue)]
                return (outcome, Counter(label: "state_sends_total", dimensions: labels, factory: factory))
            })
        dropped = Counter(label: "state_rows_dropped_total", factory: factory)
    }

    /// A request was sent, and this became of it.
    func sent(_ outcome: StateOutcome) { outcomes[outcome]?.increment() }

    /// A row of history was lost, since too many wait.
    func droppedRow() { dropped.increment() }
}
