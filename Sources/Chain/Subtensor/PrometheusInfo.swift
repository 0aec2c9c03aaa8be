/// The address at which a neuron serves its metrics; of validators the version is what counts.
package struct PrometheusInfo: Sendable, Equatable, Codable {
    /// An address literal, IPv4 or IPv6.
    package var ip: String
    package var port: Int
    /// The protocol version it published, such as 190.
    package var version: Int
    /// The block at which it was published.
    package var block: UInt64

    package init(ip: String, port: Int, version: Int, block: UInt64 = 0) {
        self.ip = ip
        self.port = port
        self.version = version
        self.block = block
    }
}
