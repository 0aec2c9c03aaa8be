/// What the shared state says of the nodes of one role, and how long ago.
package struct StateReading: Sendable, Equatable {
    /// Those that count, one by hotkey.
    package let runs: [Run]
    /// The time since it was read; nil when that has never worked.
    package let age: Duration?

    package init(runs: [Run], age: Duration?) {
        self.runs = runs
        self.age = age
    }
}
