import Synchronization

/// What an axon does with unsigned bodies now: the answer may come when the axon serves already.
final class UnsignedBodyRule: Sendable {
    private let rule: Mutex<UnsignedBodies>

    init(_ rule: UnsignedBodies) { self.rule = Mutex(rule) }

    var current: UnsignedBodies { rule.withLock { $0 } }

    /// Holds from the next request on.
    func settle(_ rule: UnsignedBodies) { self.rule.withLock { $0 = rule } }
}
