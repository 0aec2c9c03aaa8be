import CoreMetrics
import Synchronization

/// A factory whose counters a test can read, by `name{label=value}`.
final class TalliedMetrics: MetricsFactory {
    private let counters = Mutex<[String: Tally]>([:])

    /// Those that are not 0.
    var values: [String: Int64] { counters.withLock { $0 }.mapValues(\.value).filter { $0.value != 0 } }

    private final class Tally: CounterHandler {
        private let sum = Mutex<Int64>(0)
        var value: Int64 { sum.withLock { $0 } }
        func increment(by amount: Int64) { sum.withLock { $0 += amount } }
        func reset() { sum.withLock { $0 = 0 } }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let labels = dimensions.map { "\($0.0)=\($0.1)" }.joined(separator: ",")
        return counters.withLock { counters in
            let name = labels.isEmpty ? label : "\(label){\(labels)}"
            let tally = counters[name] ?? Tally()
            counters[name] = tally
            return tally
        }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        NOOPMetricsHandler.instance.makeMeter(label: label, dimensions: dimensions)
    }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance.makeRecorder(label: label, dimensions: dimensions, aggregate: aggregate)
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        NOOPMetricsHandler.instance.makeTimer(label: label, dimensions: dimensions)
    }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
