internal import Glibc

/// Files that only their owner reads, written so that a crash leaves the old content or the new, never a part.
package enum PrivateFile {
    /// Puts the bytes at the path: new file beside it, `fsync`, rename, `fsync` of the directory.
    ///
    /// Missing parent directories are made with mode 0700. With `overwrite` false a file that is there stays and the
    /// call throws `exists`; of several processes that try it at once, one wins.
    package static func write(
        _ bytes: some Sequence<UInt8>, to path: String, mode: UInt32 = 0o600, overwrite: Bool = true
    ) throws(FileError) {
        let directory = parent(of: path)
        try makeDirectory(directory)
        let temporary = "\(directory)/.\(name(of: path)).\(Hex.encode(SecureRandom.bytes(8)))"
        do throws(FileError) {
            try writeNew(Array(bytes), at: temporary, mode: mode)
            if overwrite {
                guard rename(temporary, path) == 0 else { throw failure("replace", path) }
            } else {
                guard link(temporary, path) == 0 else {
                    throw errno == EEXIST ? FileError.exists(path: path) : failure("create", path)
                }
                unlink(temporary)
            }
        } catch {
            unlink(temporary)
            throw error
        }
        try synchronise(directory)
    }

    /// The bytes of a file of at most `limit` bytes, or nil if there is none.
    ///
    /// Refuses a symbolic link in the last place of the path, and whatever is not a regular file.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        // Without O_NONBLOCK the opening of a pipe would wait for a writer.
        let descriptor = retried { open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: return nil
            case ELOOP: throw .symbolicLink(path: path)
            case ENXIO: throw .notAFile(path: path)
            default: throw failure("open", path)
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("inspect", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard Int(status.st_size) <= limit else { throw .tooLarge(path: path, limit: limit) }
        var bytes: [UInt8] = []
        // One byte more than the limit tells a file that grew meanwhile.
        var chunk = [UInt8](repeating: 0, count: min(limit, 65536) + 1)
        while true {
            let count = retried { Glibc.read(descriptor, &chunk, chunk.count) }
            guard count >= 0 else { throw failure("read", path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        }
    }

    /// Makes the directory and its missing parents with mode 0700; one that is there stays as it is.
    package static func makeDirectory(_ path: String) throws(FileError) {
        var status = stat()
        if stat(path, &status) == 0 { return }
        let above = parent(of: path)
        if above != path { try makeDirectory(above) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("create the directory", path) }
    }

    private static func writeNew(_ bytes: [UInt8], at path: String, mode: UInt32) throws(FileError) {
        let descriptor = retried { open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode) }
        guard descriptor >= 0 else { throw failure("create", path) }
        defer { close(descriptor) }
        // The mode given to `open` is cut by the umask.
        guard fchmod(descriptor, mode) == 0 else { throw failure("set the mode of", path) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                retried { Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written) }
            }
            guard count > 0 else { throw failure("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw failure("save", path) }
    }

    private static func synchronise(_ directory: String) throws(FileError) {
        let descriptor = retried { open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw failure("open", directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("save", directory) }
    }

    private static func failure(_ step: String, _ path: String) -> FileError {
        .system(step: step, path: path, code: errno)
    }

    private static func retried<Number: SignedInteger>(_ call: () -> Number) -> Number {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
}
