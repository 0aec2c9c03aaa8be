/// How fast something is read and written, in MB (of 10^6 bytes) per second.
struct Throughput: Equatable {
    var read: Double
    var write: Double

    /// MB per second of `bytes` moved in `time`, with one decimal.
    static func rate(_ bytes: Int, in time: Duration) -> Double {
        // A clock that did not move measures nothing smaller than this.
        let seconds = max(time / .seconds(1), 1e-9)
        return (Double(bytes) / 1e5 / seconds).rounded() / 10
    }
}
