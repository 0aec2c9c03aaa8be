import Connections
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import Monitoring
import NIOCore
import NIOPosix
import TestSupport

@testable import AllocationAPI

/// Endpoints of a test behind everything that stands before the real ones, on loopback.
struct EndpointServer: Sendable {
    let port: Int

    /// What a test sets.
    struct Settings: Sendable {
        var access = AccessRules(clientCertificate: .optional)
        var limits = RequestLimits()
        var connection = ConnectionLimits()
        var tls: ServerTLS?
        var metrics = MetricsRegistry()
        var logger = Logger.silent
    }

    static func with(
        _ endpoints: [Endpoint], _ settings: Settings = Settings(),
        _ body: @escaping @Sendable (EndpointServer) async throws -> Void
    ) async throws {
        let table = EndpointTable(endpoints: endpoints, version: "1")
        let router = APIRouter.make(
            table, access: settings.access, metrics: settings.metrics, logger: settings.logger, limits: settings.limits)
        var server = HTTPServerBuilder.http1(configuration: settings.connection.configuration)
        if let tls = settings.tls { server = try .tls(server, tlsConfiguration: try tls.configuration()) }
        try await ServedResponder.with(router.buildResponder(), server: server) {
            try await body(EndpointServer(port: $0))
        }
    }

    /// What comes back on one connection until the server closes it, after `parts` were written one after the other.
    func exchange(_ parts: String...) async throws -> String {
        try await connection { inbound, outbound in
            do {
                for part in parts { try await outbound.write(ByteBuffer(string: part)) }
            } catch {
                // A server that has closed already does not want the rest; what it said before says why.
            }
            return try await Self.rest(of: inbound)
        }
    }

    /// An answer that is a JSON object, as soon as it is whole; what came when the server closes the connection before.
    func answer(_ request: String) async throws -> String {
        try await connection { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var text = ""
            for try await buffer in inbound {
                text += String(buffer: buffer)
                if text.hasSuffix("}") { break }
            }
            return text
        }
    }

    /// A request on a connection of its own, and its answer.
    func send(_ method: String, _ target: String, _ headers: String = "", body: String = "") async throws -> String {
        try await exchange(
            "\(method) \(target) HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\(headers)"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    typealias Inbound = NIOAsyncChannelInboundStream<ByteBuffer>
    typealias Outbound = NIOAsyncChannelOutboundWriter<ByteBuffer>

    func connection<R: Sendable>(_ body: @Sendable (Inbound, Outbound) async throws -> R) async throws -> R {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(inboundType: ByteBuffer.self, outboundType: ByteBuffer.self))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in try await body(inbound, outbound) }
    }

    /// Everything until the other side closes; a reset is a way to close.
    static func rest(of inbound: Inbound) async throws -> String {
        var text = ""
        do {
            for try await buffer in inbound { text += String(buffer: buffer) }
        } catch is IOError {}
        return text
    }
}
