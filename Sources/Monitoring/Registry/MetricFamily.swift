/// The series of one metric, of which there are only so many.
struct MetricFamily: Sendable {
    let kind: MetricKind
    private var series: [LabelSet: any MetricSeries] = [:]
    /// Takes what comes beyond the limit.
    private var rest: (labels: LabelSet, series: any MetricSeries)?

    init(kind: MetricKind) {
        self.kind = kind
    }

    /// The series with the labels `dimensions`, made by `make` when it is new.
    ///
    /// Beyond `limit` series all new ones are the same: each of its labels has the value "other".
    mutating func series(
        _ dimensions: [(String, String)], limit: Int, make: () -> any MetricSeries
    ) -> any MetricSeries {
        let labels = LabelSet(dimensions)
        if let known = series[labels] { return known }
        if series.count < limit {
            let new = make()
            series[labels] = new
            return new
        }
        if let rest { return rest.series }
        let other = LabelSet(dimensions.map { ($0.0, "other") })
        let new = series[other] ?? make()
        rest = (other, new)
        return new
    }

    /// Forgets the series that is `handle`; the one for what is beyond the limit stays.
    mutating func remove(_ handle: AnyObject) {
        if let rest, rest.series === handle { return }
        guard let labels = series.first(where: { $0.value === handle })?.key else { return }
        series[labels] = nil
    }

    /// Whether there is nothing to write.
    var isEmpty: Bool { series.isEmpty && rest == nil }

    /// Appends the samples of all series to `text`, sorted by label.
    func write(to text: inout ExpositionText, name: String) {
        var all = series
        if let rest { all[rest.labels] = rest.series }
        for (labels, series) in all.sorted(by: { $0.key.text < $1.key.text }) {
            series.write(to: &text, name: name, labels: labels.text)
        }
    }
}
