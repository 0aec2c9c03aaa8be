/// Where on the host a container's port is reached.
package struct PortBinding: Codable, Sendable, Hashable {
    /// Address of the host; empty means all.
    package var hostAddress: String
    /// Decimal, as the engine has it; empty lets the engine choose.
    package var hostPort: String

    /// Port `port` of `address`, or of all addresses.
    package init(address: String? = nil, port: Int) {
        hostAddress = address ?? ""
        hostPort = String(port)
    }

    private enum CodingKeys: String, CodingKey {
        case hostAddress = "HostIp"
        case hostPort = "HostPort"
    }
}
