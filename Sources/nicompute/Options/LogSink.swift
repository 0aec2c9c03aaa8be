import Foundation
import Keys
import Synchronization

/// Where lines of a log go: standard error, or a file.
final class LogSink: Sendable {
    /// The process's standard error.
    static let standardError = LogSink(descriptor: STDERR_FILENO)

    private let descriptor: Int32
    /// One line at a time: two writers must not mix theirs.
    private let turn = Mutex(())

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Adds to the file at `path`, which is made with its directories when it is missing.
    ///
    /// Lines are added at the file's end wherever that is, so that a log rotation may empty the file under it.
    /// - Throws: `FileError` when the file cannot be made or written.
    init(path: String) throws {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        try PrivateFile.makeDirectory(String(path[..<slash]))
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw FileError.system(step: "open the log", path: path, code: errno) }
    }

    deinit { if descriptor != STDERR_FILENO { close(descriptor) } }

    /// Adds a line. What cannot be written, as on a full disk, is lost: nobody must stand still for a log.
    func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        turn.withLock { _ in
            bytes.withUnsafeBytes { buffer in
                var rest = UnsafeRawBufferPointer(buffer)
                while !rest.isEmpty {
                    let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                }
            }
        }
    }
}
