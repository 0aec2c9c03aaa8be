import CoreMetrics
import Synchronization

/// What the API counts about its requests.
///
/// Only paths of the table make series: what strangers make up is counted as "other".
final class RequestMetrics: Sendable {
    /// What each metric means, by name.
    static let help = [
        "api_requests_total": "Requests that were answered, by endpoint and status.",
        "api_request_seconds": "Time from a request's head to its answer, by endpoint.",
    ]

    private struct Series: Hashable {
        let path: String
        let status: Int
    }

    private let timers: [String: Timer]
    private let other: Timer
    private let counters = Mutex<[Series: Counter]>([:])
    private let factory: any MetricsFactory

    init(paths: some Sequence<String>, factory: any MetricsFactory) {
        func timer(_ path: String) -> Timer {
            Timer(label: "api_request_seconds", dimensions: [("path", path)], factory: factory)
        }
        timers = Dictionary(paths.map { ($0, timer($0)) }) { first, _ in first }
        other = timer("other")
        self.factory = factory
    }

    /// Counts an answer; `path` is the endpoint's, nil where there was none.
    func count(path: String?, status: Int, time: Duration) {
        let known = path.flatMap { timers[$0] }
        (known ?? other).recordNanoseconds(Int64(clamping: Int((time / .nanoseconds(1)).rounded())))
        let series = Series(path: known == nil ? "other" : path ?? "other", status: status)
        let counter = counters.withLock { counters in
            if let counter = counters[series] { return counter }
            let counter = Counter(
                label: "api_requests_total", dimensions: [("path", series.path), ("status", "\(status)")],
                factory: factory)
            counters[series] = counter
            return counter
        }
        counter.increment()
    }
}
