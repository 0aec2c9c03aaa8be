import Foundation

/// A TCP port of 127.0.0.1 that refuses connections for as long as this process lives: bound, but nobody listens.
package enum ClosedPort {
    private struct NotBound: Error {}

    /// A new one.
    package static func make() throws -> Int {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(handle, generic, size) == 0 && getsockname(handle, generic, &size) == 0
            }
        }
        guard isBound else { throw NotBound() }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
