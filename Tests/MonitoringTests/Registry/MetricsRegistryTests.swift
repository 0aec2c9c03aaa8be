import CoreMetrics
import Monitoring
import Testing

/// What handles of swift-metrics do to a registry.
@Suite("Metrics registry")
struct MetricsRegistryTests {
    let registry = MetricsRegistry()

    func parsed(_ registry: MetricsRegistry) async throws -> ParsedMetrics { try ParsedMetrics(await registry.text()) }

    @Test("Handles with equal names and labels, in any order, are the same series")
    func same() async throws {
        Counter(label: "x", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        Counter(label: "x", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment(by: 2)
        FloatingPointCounter(label: "x", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment(by: 0.5)
        #expect(try await parsed(registry).samples == [.init(name: "x", labels: ["a": "1", "b": "2"], value: 3.5)])
    }

    @Test("Two registries share nothing")
    func separate() async throws {
        let other = MetricsRegistry()
        Counter(label: "x", factory: registry).increment()
        Counter(label: "x", factory: other).increment(by: 5)
        #expect(try await parsed(registry).value("x") == 1)
        #expect(try await parsed(other).value("x") == 5)
    }

    @Test("A counter does not fall, and a reset begins it anew")
    func counters() async throws {
        let (whole, floating) = (
            Counter(label: "x", factory: registry), FloatingPointCounter(label: "y", factory: registry)
        )
        whole.increment(by: 4)
        whole.increment(by: -3)
        for amount in [1.5, -1, .nan, .infinity] { floating.increment(by: amount) }
        #expect(try await parsed(registry).value("x") == 4)
        #expect(try await parsed(registry).value("y") == 1.5)
        whole.reset()
        #expect(try await parsed(registry).value("x") == 0)
    }

    @Test("Meters and gauges tell their last value")
    func gauges() async throws {
        let meter = Meter(label: "x", factory: registry)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement()
        meter.increment(by: Double.nan)
        let gauge = Gauge(label: "y", factory: registry)
        gauge.record(3)
        gauge.record(-1.5)
        #expect(try await parsed(registry).value("x") == 11.5)
        #expect(try await parsed(registry).value("y") == -1.5)
    }

    @Test("Timers are histograms in seconds, recorders histograms of their values")
    func histograms() async throws {
        let timer = CoreMetrics.Timer(label: "t_seconds", factory: registry)
        timer.recordNanoseconds(1_500_000_000)
        timer.recordNanoseconds(-5)
        registry.describe("sizes", "Sizes.", buckets: [10, 10, 100, .nan])
        let recorder = Recorder(label: "sizes", factory: registry)
        for size in [10, 11, 1_000] { recorder.record(size) }
        recorder.record(Double.nan)
        let metrics = try await parsed(registry)
        #expect(metrics.value("t_seconds_bucket", ["le": "1"]) == 1)
        #expect(metrics.value("t_seconds_bucket", ["le": "2.5"]) == 2)
        #expect(metrics.value("t_seconds_sum") == 1.5)
        #expect(metrics.value("sizes_bucket", ["le": "10"]) == 1)
        #expect(metrics.value("sizes_bucket", ["le": "100"]) == 2)
        #expect(metrics.value("sizes_bucket", ["le": "+Inf"]) == 3)
        #expect(metrics.value("sizes_sum") == 1_021)
    }

    @Test("Series beyond the limit are counted together as other, and known ones go on")
    func bound() async throws {
        let small = MetricsRegistry(seriesLimit: 5)
        for round in 1...2 {
            for number in 0..<20 {
                Counter(label: "x", dimensions: [("path", "/\(number)"), ("b", "\(round)")], factory: small).increment()
            }
        }
        for number in 0..<5 {
            Counter(label: "x", dimensions: [("path", "/\(number)"), ("b", "1")], factory: small).increment()
        }
        let metrics = try await parsed(small)
        #expect(metrics.samples.count == 6)
        #expect(metrics.value("x", ["path": "/0", "b": "1"]) == 2)
        #expect(metrics.value("x", ["path": "other", "b": "other"]) == 35)
    }

    @Test("Names that never repeat as labels cannot make more series than the limit")
    func boundOfLabelNames() async throws {
        let small = MetricsRegistry(seriesLimit: 2)
        for number in 0..<50 {
            Counter(label: "x", dimensions: [("n\(number)", "1")], factory: small).increment()
        }
        let metrics = try await parsed(small)
        #expect(metrics.samples.count == 3)
        #expect(metrics.value("x", ["n2": "other"]) == 48)
    }

    @Test("A series that is destroyed is not shown any more and makes room")
    func destroyed() async throws {
        let small = MetricsRegistry(seriesLimit: 1)
        let first = Counter(label: "x", dimensions: [("n", "1")], factory: small)
        first.increment()
        first.destroy()
        first.increment()
        #expect(await small.text().isEmpty)
        Counter(label: "x", dimensions: [("n", "2")], factory: small).increment()
        #expect(try await parsed(small).samples == [.init(name: "x", labels: ["n": "2"], value: 1)])
    }

    @Test("A name keeps its first kind; handles of another kind work and are not shown")
    func kinds() async throws {
        Counter(label: "x", factory: registry).increment()
        Meter(label: "x", factory: registry).set(7)
        CoreMetrics.Timer(label: "x", factory: registry).recordSeconds(1)
        registry.onScrape("x", "Another.") { [Reading(9)] }
        CoreMetrics.Timer(label: "t", factory: registry).recordSeconds(1)
        Counter(label: "t_count", factory: registry).increment(by: 100)
        let metrics = try await parsed(registry)
        #expect(metrics.types == ["x": "counter", "t": "histogram"])
        #expect(metrics.value("x") == 1)
        #expect(metrics.value("t_count") == 1)
    }

    @Test("Nothing that eight tasks count at once is lost, and each scrape in between is whole")
    func concurrent() async throws {
        let (tasks, rounds) = (8, 5_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    let meter = Meter(label: "m", factory: registry)
                    let timer = CoreMetrics.Timer(label: "t", dimensions: [("task", "\(task % 2)")], factory: registry)
                    for round in 0..<rounds {
                        Counter(label: "c", dimensions: [("round", "\(round % 3)")], factory: registry).increment()
                        meter.increment()
                        timer.recordMilliseconds(round % 100)
                        if round % 2 == 0 { meter.decrement() }
                    }
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<50 { _ = try await parsed(registry) }
                }
            }
            try await group.waitForAll()
        }
        let metrics = try await parsed(registry)
        let counted = (0..<3).compactMap { metrics.value("c", ["round": "\($0)"]) }.reduce(0, +)
        #expect(counted == Double(tasks * rounds))
        #expect(metrics.value("m") == Double(tasks * rounds / 2))
        #expect(metrics.value("t_count", ["task": "0"]) == Double(tasks * rounds / 2))
    }
}
