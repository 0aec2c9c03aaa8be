/// What came of working on a challenge.
package enum HashcatOutcome: Sendable, Equatable {
    case found(password: String, after: Duration)
    /// hashcat ended without a password.
    case notFound(after: Duration)
    case tooLong(after: Duration)
    /// Too many others wait already.
    case busy
    /// Nobody waits for it any more.
    case cancelled
    /// hashcat cannot be run, or fails; the reason is for the operator, not for the caller.
    case failed(String, after: Duration)
}
