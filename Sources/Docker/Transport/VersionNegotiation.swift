import Synchronization

/// The remembered outcome of asking the engine which API version it speaks.
///
/// Two first calls at once may both ask; they get the same answer.
final class VersionNegotiation: Sendable {
    private let agreed = Mutex<APIVersion?>(nil)

    /// The agreed version, or nil when the engine must be asked.
    var current: APIVersion? { agreed.withLock { $0 } }

    /// `version` is used from now on.
    func settle(on version: APIVersion) { agreed.withLock { $0 = version } }

    /// The next call asks again: another engine may be listening by then.
    func forget() { agreed.withLock { $0 = nil } }
}
