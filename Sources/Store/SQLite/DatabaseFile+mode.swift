internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension DatabaseFile {
    /// Serialises creation within the process: closing a descriptor of the file drops SQLite's locks on it.
    private static let creation = Mutex(())

    /// Creates the file when it is missing and takes it and its companions away from other users (mode 0600).
    ///
    /// SQLite gives its companion files the mode of the database.
    func makePrivate() throws(StoreError) {
        let failure: StoreError? = Self.creation.withLock { _ in
            let descriptor = Self.create(path)
            if descriptor >= 0 {
                close(descriptor)
            } else if errno != EEXIST {
                return .unavailable("cannot create \(path): \(String(cString: strerror(errno)))")
            }
            return nil
        }
        if let failure { throw failure }
        for name in [path, path + "-wal", path + "-shm", path + "-journal"] {
            var status = stat()
            guard stat(name, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT == S_IFREG else { throw .unavailable("\(name) is not a file") }
            if status.st_mode & 0o077 != 0, chmod(name, 0o600) != 0 {
                throw .unavailable("other users may read \(name) and its mode cannot be changed: run chmod 600")
            }
        }
    }

    /// A new file that only its owner may read, from its first moment; -1 with `errno` set when there is one.
    static func create(_ path: String) -> CInt {
        open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    }
}
