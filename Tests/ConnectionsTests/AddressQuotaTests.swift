import Connections
import NIOCore
import NIOEmbedded
import Testing

struct AddressQuotaTests {
    private func channel(_ ip: String) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: ip, port: 1)
        return channel
    }

    @Test("One connection too many of an address is refused, until one of its others ends")
    func most() throws {
        let quota = AddressQuota(most: 2)
        let first = try channel("192.0.2.1")
        let second = try channel("192.0.2.1")
        #expect(quota.admit(first) && quota.admit(second))
        #expect(try !quota.admit(channel("192.0.2.1")))
        #expect(try quota.admit(channel("192.0.2.2")))
        #expect(quota.connections == 3)
        _ = try first.finish()
        #expect(try quota.admit(channel("192.0.2.1")))
        #expect(try !quota.admit(channel("192.0.2.1")))
    }

    @Test(
        "What one host can call itself counts as one",
        arguments: [
            ("192.0.2.1", "::ffff:192.0.2.1", true), ("2001:db8::1", "2001:db8::2:3", true),
            ("2001:db8::1", "2001:db8:0:1::1", false), ("127.0.0.1", "127.0.0.2", false),
        ])
    func hosts(_ one: String, _ other: String, _ isSame: Bool) throws {
        let quota = AddressQuota(most: 1, countsLoopback: true)
        #expect(try quota.admit(channel(one)))
        #expect(try quota.admit(channel(other)) == !isSame)
    }

    @Test("Loopback and what has no address do not count", arguments: ["127.0.0.1", "127.9.9.9", "::1", nil])
    func local(_ ip: String?) throws {
        let quota = AddressQuota(most: 0)
        let channel = EmbeddedChannel()
        channel.remoteAddress = try ip.map { try SocketAddress(ipAddress: $0, port: 1) }
        #expect(quota.admit(channel))
        #expect(quota.connections == 0)
        #expect(try !quota.admit(self.channel("192.0.2.1")))
    }

    @Test("A shared quota is for all addresses together")
    func shared() throws {
        let quota = AddressQuota(most: 2, isShared: true)
        #expect(try quota.admit(channel("192.0.2.1")))
        #expect(try quota.admit(channel("2001:db8::1")))
        #expect(try !quota.admit(channel("198.51.100.1")))
    }
}
