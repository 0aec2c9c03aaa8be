import Connections

/// Finds TCP ports that nobody listens on.
enum FreePort {
    /// No port could be bound.
    struct None: Error, CustomStringConvertible {
        let ip: String
        var description: String { "no free TCP port on \(ip)" }
    }

    /// `wish` when it can be bound on `ip`, else a free port.
    static func near(_ wish: Int, ip: String) throws -> Int {
        for port in [wish, 0] {
            if case .free(let port) = PortLook.at(ip, port) { return port }
        }
        throw None(ip: ip)
    }
}
