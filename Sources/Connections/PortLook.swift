import Foundation

/// Whether a TCP port of this machine can be listened at.
package enum PortLook: Sendable, Equatable {
    /// Nobody listens at this port.
    case free(Int)
    /// Somebody listens there.
    case taken
    /// The address is not one of this machine.
    case foreignAddress
    /// This user may not listen there.
    case forbidden
    /// Anything else, with the system's words.
    case failed(String)

    /// What is so for `port` of `address`, an IPv4 or IPv6 literal; for port 0 it is ``free(_:)`` with one that is free.
    ///
    /// The port is bound and given back without listening: nobody can connect to a look and take it for a server, and a
    /// program that takes the port at this moment does not notice.
    package static func at(_ address: String, _ port: Int) -> PortLook {
        guard let port = UInt16(exactly: port) else { return .failed("no port number") }
        var four = sockaddr_in()
        var six = sockaddr_in6()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        if inet_pton(AF_INET, address, &four.sin_addr) == 1 {
            return bound(AF_INET, &four) { Int(UInt16(bigEndian: $0.sin_port)) }
        }
        if inet_pton(AF_INET6, address, &six.sin6_addr) == 1 {
            return bound(AF_INET6, &six) { Int(UInt16(bigEndian: $0.sin6_port)) }
        }
        return .failed("\"\(address)\" is no address")
    }

    private static func bound<Address>(
        _ family: Int32, _ address: inout Address, port: (Address) -> Int
    ) -> PortLook {
        let handle = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { return .failed(String(cString: strerror(errno))) }
        defer { close(handle) }
        // As servers bind: connections that ended a moment ago do not make the port a taken one.
        var one: Int32 = 1
        setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var size = socklen_t(MemoryLayout<Address>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, size) == 0 && getsockname(handle, $0, &size) == 0
            }
        }
        guard !isBound else { return .free(port(address)) }
        return switch errno {
        case EADDRINUSE: .taken
        case EADDRNOTAVAIL: .foreignAddress
        case EACCES: .forbidden
        default: .failed(String(cString: strerror(errno)))
        }
    }
}
