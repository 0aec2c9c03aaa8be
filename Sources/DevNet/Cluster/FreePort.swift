import Foundation

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
            if let bound = bind(port, ip) { return bound }
        }
        throw None(ip: ip)
    }

    private static func bind(_ port: Int, _ ip: String) -> Int? {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { return nil }
        defer { close(handle) }
        var reuse: Int32 = 1
        setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        guard inet_pton(AF_INET, ip, &address.sin_addr) == 1 else { return nil }
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                Glibc.bind(handle, generic, size) == 0 && listen(handle, 1) == 0
                    && getsockname(handle, generic, &size) == 0
            }
        }
        return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
