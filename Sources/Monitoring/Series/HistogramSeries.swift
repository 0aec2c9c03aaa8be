import CoreMetrics
import Synchronization

/// How many values were at most as large as each bound; times in seconds.
final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
    private struct State {
        /// By bucket, not added up; the last one is for values above all bounds.
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    /// - Parameter bounds: The buckets' upper bounds in any order.
    init(bounds: [Double]) {
        self.bounds = Set(bounds.filter(\.isFinite)).sorted()
        state = Mutex(State(counts: [UInt64](repeating: 0, count: self.bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(max(0, duration)) / 1e9) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        // There are few bounds, and most values are small: a search by halves would not be faster.
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func write(to text: inout ExpositionText, name: String, labels: String) {
        let state = state.withLock { $0 }
        let start = labels.isEmpty ? "" : labels + ","
        var count: UInt64 = 0
        for (bound, more) in zip(bounds + [.infinity], state.counts) {
            count += more
            text.sample(name + "_bucket", labels: "\(start)le=\"\(ExpositionText.number(bound))\"", Double(count))
        }
        text.sample(name + "_sum", labels: labels, state.sum)
        text.sample(name + "_count", labels: labels, Double(count))
    }
}
