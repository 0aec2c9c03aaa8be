internal import JSON

/// Numbers in what strangers publish about themselves: nonsense counts as absent.
extension JSONValue {
    /// The member `name` as a whole number of 0 or more, fractions dropped; nil for anything else.
    func amount(_ name: String) -> Int? {
        if let whole = self[name]?.integer { return whole >= 0 ? Int(exactly: whole) : nil }
        guard let number = rate(name) else { return nil }
        return Int(exactly: number.rounded(.down))
    }

    /// The member `name` as a finite number of 0 or more; nil for anything else.
    func rate(_ name: String) -> Double? {
        guard let number = self[name]?.number, number.isFinite, number >= 0 else { return nil }
        return number
    }
}
