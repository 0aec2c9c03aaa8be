/// Where on this host the container's sshd is reached.
package struct SSHAddress: Sendable, Hashable {
    package let port: Int
    /// The address that the port is on; nil for all.
    package let bind: String?

    package init(port: Int, bind: String?) {
        self.port = port
        self.bind = bind
    }

    /// An address under which this host reaches it.
    var local: String {
        bind.map { ["", "0.0.0.0", "::"].contains($0) ? "127.0.0.1" : $0 } ?? "127.0.0.1"
    }
}
