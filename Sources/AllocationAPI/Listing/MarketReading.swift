import SharedState

/// What the shared state says of both roles.
struct MarketReading: Sendable {
    let miners: StateReading
    let validators: StateReading

    /// Whether both were read at least once.
    var isComplete: Bool { miners.age != nil && validators.age != nil }

    /// Whether both were read in the same queries as those of `other`, which still holds them: costs nothing.
    func isSame(as other: MarketReading) -> Bool {
        Self.isSame(miners, other.miners) && Self.isSame(validators, other.validators)
    }

    /// A list that is held cannot be changed where it lies: at the same place it is the same.
    static func isSame(_ one: StateReading, _ other: StateReading) -> Bool {
        (one.age == nil) == (other.age == nil) && one.runs.count == other.runs.count
            && one.runs.withUnsafeBufferPointer { one in
                other.runs.withUnsafeBufferPointer { one.baseAddress == $0.baseAddress }
            }
    }
}
