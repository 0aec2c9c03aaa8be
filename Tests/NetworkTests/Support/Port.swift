import Foundation
import NIOCore
import NIOPosix
import Testing

/// TCP ports of loopback addresses.
enum Port {
    /// One that nobody listens on.
    static func free(_ ip: String) async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: ip, port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }

    /// Whether somebody listens there.
    static func isOpen(_ ip: String, _ port: Int) async -> Bool {
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(.seconds(2)).connect(host: ip, port: port).get()
            try? await channel.close()
            return true
        } catch {
            return false
        }
    }
}
