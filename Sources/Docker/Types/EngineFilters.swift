/// Conditions that listed objects or events must meet, as `["label": ["a=b", "c"], "status": ["exited"]]`.
///
/// Several values of `label` must all hold; of any other key one is enough (Engine API, parameter `filters`).
package struct EngineFilters: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    package var values: [String: [String]]

    /// Filters by key.
    package init(_ values: [String: [String]] = [:]) { self.values = values }

    package init(dictionaryLiteral elements: (String, [String])...) {
        values = Dictionary(elements, uniquingKeysWith: +)
    }

    /// Only objects that carry every one of these labels (`key` or `key=value`).
    package static func labels(_ labels: String...) -> EngineFilters { ["label": labels] }

    var isEmpty: Bool { values.isEmpty }
}
