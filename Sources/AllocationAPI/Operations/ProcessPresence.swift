package import Foundation

/// Tells whether another API process uses the same store: each holds a shared lock on a file beside it while it lives.
///
/// A lone process knows that every unfinished intent it finds at start is nobody's any more.
package final class ProcessPresence: Sendable {
    private let descriptor: Int32
    /// Whether no other process was there when this one came.
    package let isAlone: Bool
    /// When that was found out: what was begun before is older than this process, what was begun later may be another's.
    package let since: Date

    /// Presence announced in the file at `path`; without a file there is nobody else.
    /// - Throws: ``Unusable`` when the file cannot be made.
    package init(path: String?) throws {
        guard let path else {
            descriptor = -1
            isAlone = true
            since = Date()
            return
        }
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Unusable(path: path) }
        isAlone = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        // Before the lock is shared: whoever comes next still waits for it.
        since = Date()
        guard flock(descriptor, LOCK_SH) == 0 else { throw Unusable(path: path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The file cannot be made or locked.
    package struct Unusable: Error, CustomStringConvertible {
        let path: String
        package var description: String { "cannot lock \(path): is its directory writable?" }
    }
}
