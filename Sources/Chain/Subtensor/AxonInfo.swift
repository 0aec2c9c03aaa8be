/// The address at which a neuron answers signed requests.
package struct AxonInfo: Sendable, Equatable, Codable {
    /// An address literal, IPv4 or IPv6.
    package var ip: String
    package var port: Int
    /// The protocol version it published, such as 190.
    package var version: Int

    package init(ip: String, port: Int, version: Int) {
        self.ip = ip
        self.port = port
        self.version = version
    }
}
