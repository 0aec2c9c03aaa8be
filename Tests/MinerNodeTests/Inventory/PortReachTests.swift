import Foundation
import Testing

@testable import MinerNode

@Suite("Reach of ports")
struct PortReachTests {
    /// A socket of 127.0.0.1 in a state that no server of a library offers; closed when it goes.
    private final class Socket: Sendable {
        private let descriptor: Int32
        let port: Int

        /// - Parameter backlog: nil: it does not listen, and the port refuses. 0: it has room for one connection.
        init(backlog: Int32?) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            try #require(descriptor >= 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let descriptor = descriptor
            let bound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
                }
            }
            port = Int(UInt16(bigEndian: address.sin_port))
            try #require(bound)
            if let backlog { try #require(listen(descriptor, backlog) == 0) }
        }

        deinit { close(descriptor) }
    }

    @Test("A port that accepts is open")
    func open() async throws {
        let socket = try Socket(backlog: 16)
        #expect(await PortReach.probe(host: "127.0.0.1", port: socket.port) == .open)
        #expect(await PortReach.probe(host: "localhost", port: socket.port) == .open)
        #expect(await PortReach.arePortsOpen(host: "127.0.0.1", ports: [socket.port, socket.port]) == true)
    }

    @Test("A port that refuses is closed, also at a name")
    func closed() async throws {
        let socket = try Socket(backlog: nil)
        #expect(await PortReach.probe(host: "127.0.0.1", port: socket.port) == .closed)
        #expect(await PortReach.probe(host: "localhost", port: socket.port) == .closed)
    }

    @Test("One closed port of two makes the answer no")
    func oneOfTwo() async throws {
        let (listening, refusing) = (try Socket(backlog: 16), try Socket(backlog: nil))
        #expect(
            await PortReach.arePortsOpen(host: "127.0.0.1", ports: [listening.port, refusing.port]) == false)
    }

    @Test("A host that does not answer leaves it unknown", .timeLimit(.minutes(1)))
    func silent() async throws {
        // A full queue of a socket that never accepts drops what comes, as a packet filter does.
        let socket = try Socket(backlog: 0)
        var reach = PortReach.open
        var held: [Int32] = []
        defer { for descriptor in held { close(descriptor) } }
        for _ in 0..<8 where reach == .open {
            held.append(contentsOf: Self.connections(3, to: socket.port))
            reach = await PortReach.probe(host: "127.0.0.1", port: socket.port, limit: .milliseconds(200))
        }
        #expect(reach == .unknown)
    }

    @Test(
        "What is no port or no host is unknown",
        arguments: [("127.0.0.1", 0), ("127.0.0.1", 65_536), ("", 80), ("a b", 80)])
    func nowhere(_ host: String, _ port: Int) async {
        #expect(await PortReach.probe(host: host, port: port) == .unknown)
    }

    @Test(
        "All open is yes, one closed is no, and doubt is neither",
        arguments: [
            ([.open], true), ([.open, .open], true), ([.closed], false), ([.open, .closed], false),
            ([.unknown, .closed], false), ([.open, .unknown], nil), ([.unknown], nil), ([], nil),
        ] as [([PortReach], Bool?)])
    func combined(_ reaches: [PortReach], _ answer: Bool?) {
        #expect(PortReach.combined(reaches) == answer)
    }

    /// Connections under way to a port of loopback, that nobody waits for.
    private static func connections(_ count: Int, to port: Int) -> [Int32] {
        (0..<count).map { _ in
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            address.sin_port = in_port_t(port).bigEndian
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    _ = connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            return descriptor
        }
    }
}
