extension RentalHealth {
    /// What is known after a check, and what has to be told: something only when the status changed.
    func checked(_ passed: Bool) -> (health: RentalHealth, change: Notice.Kind?) {
        var next = self
        next.failures = passed ? 0 : failures + 1
        next.isOnline = passed
        guard isOnline != passed else { return (next, nil) }
        return (next, passed ? .online : .offline)
    }
}
