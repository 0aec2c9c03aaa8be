internal import CoreMetrics

/// What a board tells Prometheus.
struct ReadingMetrics: Sendable {
    private let outcomes: [StateOutcome: Counter]
    private let faults: [RunFault: Counter]

    init(_ factory: any MetricsFactory) {
        outcomes = Dictionary(
            uniqueKeysWithValues: StateOutcome.allCases.map { outcome in
                let labels = [("outcome", outcome.rawValue)]
                return (outcome, Counter(label: "state_reads_total", dimensions: labels, factory: factory))
            })
        faults = Dictionary(
            uniqueKeysWithValues: RunFault.allCases.map { fault in
                let labels = [("reason", fault.rawValue)]
                return (fault, Counter(label: "state_runs_ignored_total", dimensions: labels, factory: factory))
            })
    }

    /// A query was made, and this became of it.
    func read(_ outcome: StateOutcome) { outcomes[outcome]?.increment() }

    /// So many runs of one answer do not count.
    func ignored(_ runs: [RunFault: Int]) {
        for (fault, count) in runs { faults[fault]?.increment(by: count) }
    }
}
