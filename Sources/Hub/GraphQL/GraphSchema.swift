/// Which types there are, and what their fields lead to.
struct GraphSchema: Sendable {
    /// Field names by type; the value is the type that a field leads to, nil for a leaf.
    private(set) var types: [String: [String: String?]] = [:]

    /// - Parameters:
    ///   - leaves: Names of fields without selections.
    ///   - branches: Fields with selections, and their types.
    mutating func add(_ type: String, leaves: String, branches: [String: String] = [:]) {
        var fields: [String: String?] = ["__typename": nil]
        for name in leaves.split(separator: " ") { fields.updateValue(nil, forKey: String(name)) }
        for (name, type) in branches { fields.updateValue(type, forKey: name) }
        types[type] = fields
    }

    /// The names of the fields of `type`, sorted, without those that every type has; nil for an unknown type.
    func fields(of type: String) -> [String]? {
        types[type].map { $0.keys.filter { !$0.hasPrefix("__") }.sorted() }
    }
}
