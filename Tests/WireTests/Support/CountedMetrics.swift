import CoreMetrics
import Synchronization

/// A factory whose values a test can read: the sum of what was counted, set or timed, by `name{label=value,...}`.
final class CountedMetrics: MetricsFactory {
    private let handles = Mutex<[String: Handle]>([:])

    /// The names of all series that were made.
    var names: Set<String> { Set(handles.withLock { $0.keys }) }

    /// The names and values of those that are not 0; timers count how often they were used.
    var values: [String: Double] { handles.withLock { $0 }.mapValues(\.value).filter { $0.value != 0 } }

    private final class Handle: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
        private let state = Mutex(0.0)

        var value: Double { state.withLock { $0 } }

        func increment(by amount: Int64) { increment(by: Double(amount)) }
        func increment(by amount: Double) { state.withLock { $0 += amount } }
        func decrement(by amount: Double) { state.withLock { $0 -= amount } }
        func reset() { set(0.0) }
        func set(_ value: Int64) { set(Double(value)) }
        func set(_ value: Double) { state.withLock { $0 = value } }
        func record(_ value: Int64) { set(Double(value)) }
        func record(_ value: Double) { set(value) }
        func recordNanoseconds(_ duration: Int64) { increment(by: 1.0) }
    }

    private func handle(_ label: String, _ dimensions: [(String, String)]) -> Handle {
        let labels = dimensions.map { "\($0.0)=\($0.1)" }.joined(separator: ",")
        return handles.withLock { handles in
            let name = labels.isEmpty ? label : "\(label){\(labels)}"
            let handle = handles[name] ?? Handle()
            handles[name] = handle
            return handle
        }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { handle(label, dimensions) }
    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { handle(label, dimensions) }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        handle(label, dimensions)
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { handle(label, dimensions) }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
