import Glibc

/// Holds a chain's directory for one process.
final class LedgerLock: Sendable {
    private let descriptor: Int32

    /// The lock of `directory`, held until the process ends or this value goes.
    init(_ directory: String) throws(LedgerError) {
        let path = "\(directory)/chain.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .taken(directory: directory)
        }
    }

    deinit { close(descriptor) }
}
