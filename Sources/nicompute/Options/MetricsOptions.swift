import ArgumentParser

/// Where a role serves its metrics.
struct MetricsOptions: ParsableArguments {
    @Option(
        name: [.customLong("metrics.port"), .customLong("metrics_port")],
        help: "Serve metrics in Prometheus' text form at this port of 127.0.0.1 (default: nowhere).")
    var port: Int?

    func validate() throws {
        if let port, !(1...65_535).contains(port) { throw ValidationError("--metrics.port is 1 to 65535") }
    }
}
