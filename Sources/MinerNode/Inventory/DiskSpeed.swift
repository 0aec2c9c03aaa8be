import Foundation
import Glibc

/// Measures the file system that holds a directory.
enum DiskSpeed {
    /// What one call writes or reads; between two calls the test can be stopped.
    private static let piece = 1 << 20

    /// The speed at which `bytes` are written to `directory` until they are on the disk, and read back from there.
    ///
    /// The file has no name while it is written: whatever ends this process, the file goes with it. A file system with
    /// less than twice the bytes left is not filled further.
    static func measure(
        in directory: String, bytes: Int = 100_000_000, stop: OwnThread.StopSign
    ) throws(SpeedProblem) -> Throughput {
        let file = try open(directory)
        defer { close(file) }
        let free = DiskSpace(of: directory).free
        guard free / 2 >= bytes else { throw .tooLittle(free: free) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 4_096)
        defer { buffer.deallocate() }
        // File systems that compress or deduplicate must have work to do.
        var random = SystemRandomNumberGenerator()
        for offset in stride(from: 0, to: piece, by: 8) {
            buffer.storeBytes(of: random.next(), toByteOffset: offset, as: UInt64.self)
        }
        let write = try time { () throws(SpeedProblem) in
            try move(bytes, stop) { done in
                buffer.storeBytes(of: random.next(), as: UInt64.self)
                return ("write", pwrite(file, buffer.baseAddress, min(piece, bytes - done), off_t(done)))
            }
            guard fsync(file) == 0 else { throw .failed("fsync", code: errno) }
        }
        // Else the page cache would answer; where the file system does not heed it (tmpfs) memory is what there is.
        _ = posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
        let read = try time { () throws(SpeedProblem) in
            try move(bytes, stop) { done in
                ("read", pread(file, buffer.baseAddress, min(piece, bytes - done), off_t(done)))
            }
        }
        return Throughput(read: Throughput.rate(bytes, in: read), write: Throughput.rate(bytes, in: write))
    }

    /// A file of `directory` that has lost its name already.
    private static func open(_ directory: String) throws(SpeedProblem) -> Int32 {
        let path = "\(directory)/.speed-\(UUID().uuidString)"
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .failed("open", code: errno) }
        unlink(path)
        return file
    }

    /// Calls `part` with the bytes done until all are; it answers with the bytes that it did, -1 for an error.
    private static func move(
        _ bytes: Int, _ stop: OwnThread.StopSign, _ part: (Int) -> (call: String, count: Int)
    ) throws(SpeedProblem) {
        var done = 0
        while done < bytes {
            if stop.isRaised { throw .stopped }
            let (call, count) = part(done)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(call, code: errno) }
            guard count > 0 else { throw .cutShort }
            done += count
        }
    }

    private static func time(_ work: () throws(SpeedProblem) -> Void) throws(SpeedProblem) -> Duration {
        let start = ContinuousClock.now
        try work()
        return start.duration(to: .now)
    }
}
