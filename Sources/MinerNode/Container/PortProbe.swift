import Foundation
import NIOCore
import NIOPosix

/// Asks whether a port of this host can be listened at.
enum PortProbe {
    /// True when another program listens at `port` of `address` (nil: all addresses).
    static func isTaken(_ port: Int, address: String?) async -> Bool {
        do {
            let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                .bind(host: address ?? "0.0.0.0", port: port).get()
            try? await channel.close()
            return false
        } catch let error as IOError {
            return error.errnoCode == EADDRINUSE
        } catch {
            return false
        }
    }
}
