package import Keys

/// The axon that a dendrite calls.
package struct AxonTarget: Sendable, Hashable {
    package let hotkey: AccountID
    /// An address literal, IPv4 or IPv6.
    package let ip: String
    package let port: Int

    package init(hotkey: AccountID, ip: String, port: Int) {
        self.hotkey = hotkey
        self.ip = ip
        self.port = port
    }

    /// Host and port as a URL writes them.
    package var authority: String { ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)" }
}
