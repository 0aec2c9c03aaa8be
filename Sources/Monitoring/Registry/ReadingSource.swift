import Timing

/// Where the samples of a metric come from that is read at each scrape.
struct ReadingSource: Sendable {
    let kind: MetricKind
    let read: @Sendable () async -> [Reading]

    /// The samples of `sources` by labels, read at the same time; those that take longer than `limit` give none.
    ///
    /// Of equal labels the first reading counts; what is beyond `most` is added up with the value "other".
    static func samples(
        of sources: [ReadingSource], limit: Duration, most: Int
    ) async -> [(labels: String, value: Double)] {
        let readings = await withTaskGroup(of: (Int, [Reading]).self) { group in
            for (index, source) in sources.enumerated() {
                group.addTask { (index, (try? await TimeLimit.run(limit, source.read)) ?? []) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
        var values: [String: Double] = [:]
        var rest: (labels: String, value: Double)?
        for reading in readings {
            let labels = LabelSet(reading.labels).text
            if values[labels] != nil { continue }
            if values.count < most {
                values[labels] = reading.value
            } else {
                let other = rest?.labels ?? LabelSet(reading.labels.map { ($0.0, "other") }).text
                rest = (other, (rest?.value ?? 0) + reading.value)
            }
        }
        if let rest { values[rest.labels, default: 0] += rest.value }
        return values.sorted { $0.key < $1.key }.map { (labels: $0.key, value: $0.value) }
    }
}
