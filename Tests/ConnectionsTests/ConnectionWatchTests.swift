import Connections
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@Suite("Connection watch")
struct ConnectionWatchTests {
    private let limits = ConnectionLimits(head: .seconds(10), body: .seconds(30), stall: .seconds(60))

    /// A connection that was just made, and its watch.
    private func connected() throws -> (EmbeddedChannel, ConnectionWatch) {
        let watch = ConnectionWatch(limits: limits)
        let channel = EmbeddedChannel(handlers: [Decoder(), watch])
        channel.connect(to: try SocketAddress(ipAddress: "192.0.2.1", port: 1), promise: nil)
        return (channel, watch)
    }

    private func head(_ channel: EmbeddedChannel) throws {
        let head = HTTPRequest(method: .post, scheme: "http", authority: "a", path: "/")
        try channel.writeInbound(Decoder.Fed.part(.head(head)))
    }

    private func body(_ channel: EmbeddedChannel) throws {
        try channel.writeInbound(Decoder.Fed.part(.body(ByteBuffer(string: "x"))))
    }

    private func end(_ channel: EmbeddedChannel) throws { try channel.writeInbound(Decoder.Fed.part(.end(nil))) }

    @Test(
        "A connection on which no head comes to its end is closed, however often a byte of it comes",
        arguments: [
            true, false,
        ])
    func slowHead(drips: Bool) throws {
        let (channel, _) = try connected()
        for _ in 0..<9 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            if drips { try channel.writeInbound(Decoder.Fed.bytes) }
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("A body that drips is closed when its time is over")
    func slowBody() throws {
        let (channel, _) = try connected()
        try head(channel)
        for _ in 0..<29 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            try body(channel)
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("Once a request is read whole its handler may work for hours")
    func longWork() throws {
        let (channel, _) = try connected()
        try head(channel)
        try body(channel)
        try end(channel)
        channel.embeddedEventLoop.advanceTime(by: .hours(5))
        #expect(channel.isActive)
        _ = try channel.finish()
    }

    @Test("The first byte of a later head starts its time; a head that is whole ends it")
    func laterHead() throws {
        let (channel, _) = try connected()
        try head(channel)
        try end(channel)
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        try channel.writeInbound(Decoder.Fed.bytes)
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        try head(channel)
        try end(channel)
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        try channel.writeInbound(Decoder.Fed.bytes)
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(!channel.isActive)
    }

    @Test("Answers that nobody reads end the connection; a client that reads again keeps it")
    func stalled() throws {
        let (channel, _) = try connected()
        try head(channel)
        try end(channel)
        func writable(_ isWritable: Bool) {
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        }
        writable(false)
        channel.embeddedEventLoop.advanceTime(by: .seconds(59))
        writable(true)
        channel.embeddedEventLoop.advanceTime(by: .seconds(600))
        #expect(channel.isActive)
        writable(false)
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(!channel.isActive)
    }

    @Test("The client is there until the connection, or its half of it, is closed", arguments: [true, false])
    func presence(half: Bool) throws {
        let (channel, watch) = try connected()
        #expect(!watch.presence.isGone)
        if half {
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        } else {
            _ = try channel.finish()
        }
        #expect(watch.presence.isGone)
    }

    @Test("A watch that was removed is silent: the connection is something else now")
    func removed() throws {
        let (channel, watch) = try connected()
        let removal = channel.pipeline.syncOperations.removeHandler(watch)
        channel.embeddedEventLoop.run()
        try removal.wait()
        try channel.writeInbound(Decoder.Fed.bytes)
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        _ = try channel.finish()
    }
}

/// Stands for the HTTP decoder: of bytes nothing comes out, and a part when a test says so.
private final class Decoder: ChannelInboundHandler {
    enum Fed {
        case bytes
        case part(HTTPRequestPart)
    }

    typealias InboundIn = Fed
    typealias InboundOut = HTTPRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .part(let part) = unwrapInboundIn(data) else { return }
        context.fireChannelRead(wrapInboundOut(part))
    }
}
