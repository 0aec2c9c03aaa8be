/// Reading peers' JSON as the Python models do: absent or null members take a default, integral floats are integers.
extension KeyedDecodingContainer {
    /// The integer of `key`, accepting `1.0` and `true`-free numbers; `fallback` when absent or null.
    /// - Throws: `DecodingError.typeMismatch` for text, objects and fractions.
    package func integer(_ key: Key, default fallback: Int) throws -> Int {
        try integerIfPresent(key) ?? fallback
    }

    /// The integer of `key`, or nil when absent or null.
    package func integerIfPresent(_ key: Key) throws -> Int? {
        guard contains(key), try !decodeNil(forKey: key) else { return nil }
        if let whole = try? decode(Int.self, forKey: key) { return whole }
        let number = try decode(Double.self, forKey: key)
        guard let whole = Int(exactly: number) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not a whole number")
        }
        return whole
    }

    /// The text of `key`; `fallback` when absent or null.
    package func text(_ key: Key, default fallback: String = "") throws -> String {
        try decodeIfPresent(String.self, forKey: key) ?? fallback
    }

    /// The truth value of `key`; `fallback` when absent or null.
    package func flag(_ key: Key, default fallback: Bool) throws -> Bool {
        try decodeIfPresent(Bool.self, forKey: key) ?? fallback
    }
}
