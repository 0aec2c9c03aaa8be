import CoreMetrics
import Synchronization

/// A sum that only grows; whatever would make it fall is left out.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
    private let sum = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        sum.withLock { $0 += amount }
    }

    func reset() { sum.withLock { $0 = 0 } }

    func write(to text: inout ExpositionText, name: String, labels: String) {
        text.sample(name, labels: labels, sum.withLock { $0 })
    }
}
