/// The labels of a series, in the text form's order and escaping: equal sets have equal texts.
struct LabelSet: Hashable {
    /// `a="b",c="d"`, sorted by name; empty without labels.
    let text: String

    /// The set of `dimensions`; of names that become the same by cleaning the first counts.
    init(_ dimensions: [(String, String)]) {
        let named = dimensions.map { (MetricName.label($0.0), $0.1) }
        text = Dictionary(named, uniquingKeysWith: { first, _ in first }).sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(ExpositionText.escaped($0.value, quotes: true))\"" }.joined(separator: ",")
    }
}
