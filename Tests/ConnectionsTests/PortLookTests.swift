import Connections
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(1))) struct PortLookTests {
    private let group = MultiThreadedEventLoopGroup.singleton

    @Test(
        "A port that somebody listens at is taken, also one that listens at all addresses",
        arguments: ["127.0.0.1", "0.0.0.0"])
    func taken(_ listening: String) async throws {
        let listener = try await ServerBootstrap(group: group).bind(host: listening, port: 0).get()
        let port = try #require(listener.localAddress?.port)
        #expect(PortLook.at("127.0.0.1", port) == .taken)
        try await listener.close()
        #expect(PortLook.at("127.0.0.1", port) == .free(port))
    }

    @Test("A port whose last connections ended a moment ago is free")
    func lingering() async throws {
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { $0.close() }.bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(listener.localAddress?.port)
        let client = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get()
        try await client.closeFuture.get()
        try await listener.close()
        #expect(PortLook.at("127.0.0.1", port) == .free(port))
    }

    @Test("Port 0 stands for any that is free, of both families", arguments: ["127.0.0.1", "::1"])
    func anyPort(_ address: String) throws {
        let look = PortLook.at(address, 0)
        // A machine may have no IPv6 at all.
        if address == "::1", look == .foreignAddress { return }
        guard case .free(let port) = look else {
            Issue.record("\(look)")
            return
        }
        #expect(PortLook.at(address, port) == .free(port))
    }

    @Test("What is no address or port of this machine is told apart")
    func others() {
        #expect(PortLook.at("192.0.2.1", 8_080) == .foreignAddress)
        #expect(PortLook.at("localhost", 8_080) == .failed("\"localhost\" is no address"))
        #expect(PortLook.at("127.0.0.1", 65_536) == .failed("no port number"))
    }

    @Test("Nobody who connects meanwhile takes a look for a server")
    func noServer() async throws {
        guard case .free(let port) = PortLook.at("127.0.0.1", 0) else { return }
        let looking = Task.detached { while !Task.isCancelled { _ = PortLook.at("127.0.0.1", port) } }
        defer { looking.cancel() }
        for _ in 0..<100 {
            await #expect(throws: NIOConnectionError.self) {
                try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get()
            }
        }
    }
}
