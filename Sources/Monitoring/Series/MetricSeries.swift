/// The values of one metric with one set of labels: what a handle of swift-metrics writes to.
///
/// Each series has a lock of its own, so that writing never waits for a scrape or for another metric.
protocol MetricSeries: AnyObject, Sendable {
    /// Appends the present values to `text`.
    func write(to text: inout ExpositionText, name: String, labels: String)
}
