package import CoreMetrics

/// What an axon counts about its requests.
///
/// All series are made with the axon: a request costs a look-up and a few increments, and no path or text that a
/// stranger sends makes a new one.
package struct AxonMetrics: Sendable {
    /// What became of a request.
    package enum Outcome: String, Sendable, CaseIterable {
        case ok
        case refused
        /// The fault was ours, or (as in Python) the caller's in a field's type.
        case failed
        /// There was no place for it, or its turn came too late.
        case busy
    }

    /// What each metric means, by name.
    package static let help = [
        "axon_requests_total": "Requests that were answered, by message and outcome.",
        "axon_refusals_total": "Requests that were not answered as asked, by reason.",
        "axon_request_seconds": "Time from a request's headers to its answer, waiting included, by message.",
        "axon_waiting": "Requests that wait for a handler.",
        "axon_working": "Handlers at work.",
    ]

    /// The handles of one message.
    private struct Handles {
        private let outcomes: [Outcome: Counter]
        private let seconds: Timer

        init(_ message: String, _ factory: any MetricsFactory) {
            outcomes = Dictionary(
                uniqueKeysWithValues: Outcome.allCases.map { outcome in
                    let labels = [("message", message), ("outcome", outcome.rawValue)]
                    return (outcome, Counter(label: "axon_requests_total", dimensions: labels, factory: factory))
                })
            seconds = Timer(label: "axon_request_seconds", dimensions: [("message", message)], factory: factory)
        }

        func count(_ outcome: Outcome, _ time: Duration) {
            outcomes[outcome]?.increment()
            let (whole, parts) = time.components
            let (nanoseconds, overflow) = whole.multipliedReportingOverflow(by: 1_000_000_000)
            seconds.recordNanoseconds(overflow ? Int64.max : nanoseconds &+ parts / 1_000_000_000)
        }
    }

    private let messages: [String: Handles]
    private let unknown: Handles
    private let refusals: [AxonRefusal.Reason: Counter]
    private let waiting: Meter
    private let working: Meter

    /// - Parameter messages: The names of the axon's routes; all others count as "unknown".
    package init(messages: [String], factory: any MetricsFactory) {
        self.messages = Dictionary(messages.map { ($0, Handles($0, factory)) }, uniquingKeysWith: { first, _ in first })
        unknown = Handles("unknown", factory)
        refusals = Dictionary(
            uniqueKeysWithValues: AxonRefusal.Reason.allCases.map { reason in
                let labels = [("reason", reason.rawValue)]
                return (reason, Counter(label: "axon_refusals_total", dimensions: labels, factory: factory))
            })
        waiting = Meter(label: "axon_waiting", factory: factory)
        working = Meter(label: "axon_working", factory: factory)
    }

    /// Counts an answer to `message`, which is nil where the path names none; `refusal` is nil for what was asked.
    func count(_ message: String?, refusal: AxonRefusal?, time: Duration) {
        let outcome: Outcome
        switch refusal?.reason {
        case nil: outcome = .ok
        case .busy: outcome = .busy
        case .failed: outcome = .failed
        default: outcome = .refused
        }
        (message.flatMap { messages[$0] } ?? unknown).count(outcome, time)
        if let refusal { refusals[refusal.reason]?.increment() }
    }

    /// What `queue` gives, counted as waiting until `work` begins, then as working until it ends.
    func count<R: Sendable>(
        in queue: WorkQueue, priority: Double, lane: String?, _ work: () async throws -> R
    ) async throws -> R {
        waiting.increment()
        var isWaiting = true
        defer { if isWaiting { waiting.decrement() } }
        return try await queue.run(priority: priority, lane: lane) {
            isWaiting = false
            waiting.decrement()
            working.increment()
            defer { working.decrement() }
            return try await work()
        }
    }
}
