import Foundation

/// The file of a database before SQLite opens it.
enum PrivateDatabaseFile {
    /// `path` exists, and it and its companions are its owner's alone; SQLite gives companions the file's mode.
    static func make(_ path: String) throws(HubProblem) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw .fileUnusable(path: path, reason: String(cString: strerror(errno)))
        }
        for name in [path, path + "-wal", path + "-shm", path + "-journal"] {
            var status = stat()
            guard stat(name, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw .fileUnusable(path: name, reason: "it is not a file")
            }
            if status.st_mode & 0o077 != 0, chmod(name, 0o600) != 0 {
                throw .fileUnusable(path: name, reason: "other users may read it: run chmod 600")
            }
        }
    }
}
