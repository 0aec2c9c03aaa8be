import NIOCore
import NIOPosix
import NIOSSL
import SharedState

extension AllocationService.Configuration {
    /// What it names is there and can be used, and the address is free: said before anything is waited for.
    /// - Throws: ``ServerTLS/Problem``, ``AllocationService/Problem``, or the system's error for the address.
    package func check() async throws {
        if let tls {
            _ = try NIOSSLContext(configuration: try tls.configuration())
        } else if !Loopback.contains(ip) {
            throw AllocationService.Problem.insecureAddress(ip)
        }
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .bind(host: ip, port: port).get()
        try await listener.close()
    }
}
