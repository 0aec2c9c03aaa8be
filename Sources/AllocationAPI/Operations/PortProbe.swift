import NIOCore
import NIOPosix

/// Looks whether a TCP port accepts connections.
enum PortProbe {
    /// Whether `ip:port` accepts a connection within two seconds.
    static func isOpen(ip: String, port: Int) async -> Bool {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(2))
                .connect(host: ip, port: port).get()
            try? await channel.close()
            return true
        } catch {
            return false
        }
    }
}
