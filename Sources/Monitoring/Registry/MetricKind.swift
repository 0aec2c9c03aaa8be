/// What a metric's samples mean, by the names of the Prometheus text format.
enum MetricKind: String {
    /// Only grows, from 0 at the start of the process.
    case counter
    /// Goes up and down.
    case gauge
    /// How many values were at most so large.
    case histogram

    /// The names of the samples of a metric called `name`, which no other metric may have.
    func sampleNames(_ name: String) -> [String] {
        self == .histogram ? [name, name + "_bucket", name + "_sum", name + "_count"] : [name]
    }
}
