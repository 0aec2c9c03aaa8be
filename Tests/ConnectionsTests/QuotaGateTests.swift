import Connections
import HummingbirdCore
import NIOCore
import NIOEmbedded
import Testing

@Suite("Quota gate")
struct QuotaGateTests {
    private func connected(_ quota: AddressQuota, _ ip: String) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: QuotaGate(quota: quota))
        let address = try SocketAddress(ipAddress: ip, port: 1)
        channel.remoteAddress = address
        channel.connect(to: address, promise: nil)
        return channel
    }

    @Test("The connection that is one too many is closed at once; another address's is not")
    func tooMany() throws {
        let quota = AddressQuota(most: 1)
        let first = try connected(quota, "192.0.2.1")
        #expect(first.isActive)
        #expect(try !connected(quota, "192.0.2.1").isActive)
        #expect(try connected(quota, "192.0.2.2").isActive)
        _ = try first.finish()
        #expect(try connected(quota, "192.0.2.1").isActive)
    }

    @Test("A connection counts until it is closed, also when its gate is removed before")
    func removed() throws {
        let quota = AddressQuota(most: 1)
        let first = try connected(quota, "192.0.2.1")
        let gate = try first.pipeline.syncOperations.handler(type: QuotaGate.self)
        let removal = first.pipeline.syncOperations.removeHandler(gate)
        first.embeddedEventLoop.run()
        try removal.wait()
        #expect(quota.connections == 1)
        #expect(try !connected(quota, "192.0.2.1").isActive)
        _ = try first.finish()
        #expect(quota.connections == 0)
    }

    @Test("Where there is a quota each connection gets a gate, else none")
    func configured() {
        let limits = ConnectionLimits()
        #expect(limits.configuration.additionalChannelHandlers().count == 1)
        let handlers = limits.configuration(quota: AddressQuota()).additionalChannelHandlers()
        #expect(handlers.contains { $0 is QuotaGate })
        #expect(handlers.contains { $0 is ConnectionWatch })
    }
}
