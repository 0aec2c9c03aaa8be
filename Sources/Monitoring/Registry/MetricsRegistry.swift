package import CoreMetrics
import Synchronization

/// The metrics of one role, which swift-metrics writes and Prometheus reads.
///
/// It is given to whoever counts (`Counter(label:dimensions:factory:)`), never installed for the whole process: a local
/// network runs several roles in one. Equal names and labels are the same series. A name has one kind; a handle that is
/// asked for with another kind, or whose samples would be called like those of another metric, works but is not shown.
package final class MetricsRegistry: MetricsFactory {
    private struct Table {
        var families: [String: MetricFamily] = [:]
        var sources: [String: [ReadingSource]] = [:]
        var helps: [String: String] = [:]
        var buckets: [String: [Double]] = [:]
        /// The metric that each name of a sample belongs to.
        var owners: [String: String] = [:]

        /// False when samples of such a metric would be called like those of another.
        mutating func claim(_ name: String, _ kind: MetricKind) -> Bool {
            let names = kind.sampleNames(name)
            guard names.allSatisfy({ owners[$0] == nil }) else { return false }
            for sample in names { owners[sample] = name }
            return true
        }
    }

    /// Upper bounds of the buckets of timers, in seconds, and of recorders: from a look-up to an image's building.
    package static let defaultBuckets: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600,
    ]

    private let table = Mutex(Table())
    private let seriesLimit: Int
    private let readingTime: Duration

    /// - Parameters:
    ///   - seriesLimit: Sets of labels per name; what comes beyond has the value "other" for each label.
    ///   - readingTime: What the sources of ``onScrape(_:_:kind:_:)`` may take.
    package init(seriesLimit: Int = 1_000, readingTime: Duration = .seconds(3)) {
        self.seriesLimit = max(1, seriesLimit)
        self.readingTime = readingTime
    }

    /// The metric `name` has the text `help`, and its histograms, when made later, the upper bounds `buckets`.
    package func describe(_ name: String, _ help: String, buckets: [Double]? = nil) {
        let name = MetricName.metric(name)
        table.withLock { table in
            table.helps[name] = help
            if let buckets { table.buckets[name] = buckets }
        }
    }

    /// Each scrape asks `read` for the samples of `name`; several sources of one name add to each other.
    ///
    /// `read` heeds cancellation: that is how it learns that it took too long, which leaves its samples out.
    package func onScrape(
        _ name: String, _ help: String, kind: Reading.Kind = .gauge, _ read: @escaping @Sendable () async -> [Reading]
    ) {
        let name = MetricName.metric(name)
        let kind: MetricKind = kind == .gauge ? .gauge : .counter
        table.withLock { table in
            if let known = table.sources[name]?.first {
                guard known.kind == kind else { return }
            } else {
                guard table.claim(name, kind) else { return }
            }
            table.helps[name] = help
            table.sources[name, default: []].append(ReadingSource(kind: kind, read: read))
        }
    }

    /// All metrics that have a value, sorted by name, in the Prometheus text format 0.0.4.
    package func text() async -> String {
        let sources = table.withLock { $0.sources }
        let (limit, most) = (readingTime, seriesLimit)
        let samples = await withTaskGroup(of: (String, [(labels: String, value: Double)]).self) { group in
            for (name, sources) in sources {
                group.addTask { (name, await ReadingSource.samples(of: sources, limit: limit, most: most)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let (families, helps) = table.withLock { ($0.families, $0.helps) }
        var text = ExpositionText()
        for name in (Array(families.keys) + Array(sources.keys)).sorted() {
            if let family = families[name], !family.isEmpty {
                text.header(name, kind: family.kind, help: helps[name])
                family.write(to: &text, name: name)
            } else if let kind = sources[name]?.first?.kind, let samples = samples[name], !samples.isEmpty {
                text.header(name, kind: kind, help: helps[name])
                for sample in samples { text.sample(name, labels: sample.labels, sample.value) }
            }
        }
        return text.text
    }

    private func series<S: MetricSeries>(
        _ label: String, _ dimensions: [(String, String)], _ kind: MetricKind, _ make: (_ buckets: [Double]) -> S
    ) -> S {
        let name = MetricName.metric(label)
        return table.withLock { table in
            let buckets = table.buckets[name] ?? Self.defaultBuckets
            if table.families[name] == nil, table.claim(name, kind) { table.families[name] = MetricFamily(kind: kind) }
            guard table.families[name]?.kind == kind else { return make(buckets) }
            let found = table.families[name]?.series(dimensions, limit: seriesLimit) { make(buckets) }
            return found as? S ?? make(buckets)
        }
    }

    private func forget(_ handle: AnyObject) {
        table.withLock { table in
            for name in Array(table.families.keys) { table.families[name]?.remove(handle) }
        }
    }
}

extension MetricsRegistry {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter) { _ in CounterSeries() }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions, .counter) { _ in CounterSeries() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge) { _ in GaugeSeries() }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate { return series(label, dimensions, .histogram) { HistogramSeries(bounds: $0) } }
        return series(label, dimensions, .gauge) { _ in GaugeSeries() }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram) { HistogramSeries(bounds: $0) }
    }

    package func destroyCounter(_ handler: any CounterHandler) { forget(handler) }

    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { forget(handler) }

    package func destroyMeter(_ handler: any MeterHandler) { forget(handler) }

    package func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }

    package func destroyTimer(_ handler: any TimerHandler) { forget(handler) }
}
