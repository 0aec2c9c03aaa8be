import Glibc

/// Measures the memory with the C library's own loops, which no optimiser of ours slows down.
enum MemorySpeed {
    /// The speed at which `bytes` are copied from one place to another, and looked through there.
    ///
    /// - Parameter available: Bytes that programs can get: with less than four times what is needed nothing is done.
    static func measure(
        bytes: Int = 100_000_000, available: Int, stop: OwnThread.StopSign
    ) throws(SpeedProblem) -> Throughput {
        guard available / 8 >= bytes else { throw .tooLittle(free: available) }
        guard let source = malloc(bytes) else { throw .failed("malloc", code: errno) }
        defer { free(source) }
        guard let target = malloc(bytes) else { throw .failed("malloc", code: errno) }
        defer { free(target) }
        // The kernel gives pages at the first touch; that is not what is measured.
        memset(source, 1, bytes)
        memset(target, 2, bytes)
        if stop.isRaised { throw .stopped }
        let start = ContinuousClock.now
        memcpy(target, source, bytes)
        let copied = ContinuousClock.now
        let odd = memchr(target, 2, bytes)
        let searched = ContinuousClock.now
        guard odd == nil else { throw .cutShort }
        return Throughput(
            read: Throughput.rate(bytes, in: copied.duration(to: searched)),
            write: Throughput.rate(bytes, in: start.duration(to: copied)))
    }
}
