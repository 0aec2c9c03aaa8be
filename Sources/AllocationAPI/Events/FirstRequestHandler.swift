import HummingbirdCore
import JSON
import NIOCore
import NIOHTTP1
import NIOWebSocket
import WebSockets

/// Lets the first request of a connection decide what it is, looks after it until then, and, when it is a WebSocket,
/// takes the events that the frames' handler does not know. Says in the error form what is no request, whenever it comes.
///
/// It stands behind the HTTP coders and lives on the channel's event loop only. NIO's own handler for upgrades loses
/// the head of a request that asks for one and does not get it.
final class FirstRequestHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What a first request may make of a connection.
    enum Decision {
        case http
        case refused(APIProblem)
        /// The headers of the answer that makes it a WebSocket.
        case events(HTTPHeaders)
    }

    /// The HTTP coders, which a WebSocket does not need.
    struct Coders {
        let encoder: HTTPResponseEncoder
        let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    }

    /// What is decided elsewhere.
    struct Actions {
        let decide: (HTTPRequestHead, any Channel) -> Decision
        /// Adds the handlers of an HTTP connection behind this one.
        let requests: (any Channel) throws -> HTTP1Channel.Value
    }

    private enum Phase {
        case undecided
        case http
        /// The answer with these headers comes after the request's end.
        case accepted(HTTPHeaders)
        /// What comes is for the WebSocket that is being made.
        case upgrading(held: [NIOAny])
        case events(WebSocketSubscriber)
    }

    private let limit: TimeAmount
    private let frames: WebSocketLimits
    private let coders: Coders
    private let actions: Actions
    private let use: EventLoopPromise<EventConnection.Use>
    private var phase = Phase.undecided
    private var closing: Scheduled<Void>?
    private var answers = LastAnswer()
    /// Between a request's head and its end.
    private var isReading = false
    /// The last answer is written; the connection ends with the request that it is for.
    private var endsWithRequest = false
    /// What is no request came while others waited for their answers.
    private var owesRefusal = false

    /// - Parameters:
    ///   - limit: Time from the connection, TLS included, to what it is.
    ///   - frames: What a WebSocket's client may send.
    ///   - use: Told what the connection is; failed when it ends before.
    init(
        limit: TimeAmount, frames: WebSocketLimits, coders: Coders, actions: Actions,
        use: EventLoopPromise<EventConnection.Use>
    ) {
        self.limit = limit
        self.frames = frames
        self.coders = coders
        self.actions = actions
        self.use = use
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        closing = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        closing?.cancel()
        switch phase {
        case .undecided, .accepted, .upgrading: use.fail(ChannelError.eof)
        case .http, .events: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .undecided: begin(context, data)
        case .http:
            note(Self.unwrapInboundIn(data))
            context.fireChannelRead(data)
            if endsWithRequest, !isReading { Self.end(context.channel) }
        case .accepted(let headers):
            guard case .end = Self.unwrapInboundIn(data) else { return context.close(promise: nil) }
            upgrade(context, headers)
        case .upgrading(let held): phase = .upgrading(held: held + [data])
        case .events: context.fireChannelRead(data)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .http = phase else { return context.write(data, promise: promise) }
        let (part, isLast) = answers.next(Self.unwrapOutboundIn(data))
        guard isLast else {
            context.write(Self.wrapOutboundOut(part), promise: promise)
            if owesRefusal, answers.isComplete { refuse(context) }
            return
        }
        // Closed in the middle of a body, a connection takes the answer with it.
        if isReading, answers.isComplete {
            endsWithRequest = true
            return context.write(Self.wrapOutboundOut(part), promise: promise)
        }
        let written = promise ?? context.eventLoop.makePromise()
        let channel = context.channel
        written.futureResult.whenComplete { _ in Self.end(channel) }
        context.write(Self.wrapOutboundOut(part), promise: written)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch phase {
        // In the middle of a body its reader is told, and answers.
        case .http where error is HTTPParserError && !isReading:
            if answers.isComplete { refuse(context) } else { owesRefusal = true }
        case .http:
            // Its end does not come any more.
            if error is HTTPParserError { isReading = false }
            if endsWithRequest, !isReading { return Self.end(context.channel) }
            context.fireErrorCaught(error)
        case .events: context.fireErrorCaught(error)
        case .undecided where error is HTTPParserError: refuse(context)
        case .undecided, .accepted, .upgrading: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isShutdown = event is ChannelShouldQuiesceEvent
        let isHalfClosed = if case ChannelEvent.inputClosed = event { true } else { false }
        switch phase {
        case .events(let client) where isShutdown: client.goAway()
        case .events where isHalfClosed: context.close(promise: nil)
        case .undecided, .accepted, .upgrading:
            if isShutdown || isHalfClosed {
                context.close(promise: nil)
            } else {
                context.fireUserInboundEventTriggered(event)
            }
        case .http, .events: context.fireUserInboundEventTriggered(event)
        }
    }

    private func begin(_ context: ChannelHandlerContext, _ data: NIOAny) {
        guard case .head(let head) = Self.unwrapInboundIn(data) else { return context.close(promise: nil) }
        let refusal: APIProblem?
        switch actions.decide(head, context.channel) {
        case .events(let headers):
            phase = .accepted(headers)
            return
        case .http: refusal = nil
        case .refused(let problem): refusal = problem
        }
        guard let requests = try? actions.requests(context.channel) else { return context.close(promise: nil) }
        closing?.cancel()
        phase = .http
        note(.head(head))
        use.succeed(refusal.map { .refused($0, requests) } ?? .http(requests))
        context.fireChannelRead(data)
    }

    private func note(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head):
            isReading = true
            answers.note(head)
        case .body: break
        case .end: isReading = false
        }
    }

    private func upgrade(_ context: ChannelHandlerContext, _ headers: HTTPHeaders) {
        phase = .upgrading(held: [])
        let pipeline = context.pipeline.syncOperations
        // The decoder is at work right now; it is gone when this call has returned to it. What it did not read follows.
        pipeline.removeHandler(coders.decoder).assumeIsolated().whenComplete { _ in
            let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
            context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
            pipeline.removeHandler(self.coders.encoder).assumeIsolated().whenComplete { _ in
                self.becomeEvents(context)
            }
        }
    }

    private func becomeEvents(_ context: ChannelHandlerContext) {
        guard case .upgrading(let held) = phase, context.channel.isActive else { return }
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(WebSocketFrameEncoder())
            try pipeline.addHandler(ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: frames.message)))
            let client = try WebSocketSubscriber(upgraded: context.channel, limits: frames)
            closing?.cancel()
            Self.endsWithItsInput(context.channel)
            phase = .events(client)
            use.succeed(.events(client))
            for data in held { context.fireChannelRead(data) }
        } catch {
            context.close(promise: nil)
        }
    }

    /// Answers bytes that are no HTTP, and closes.
    private func refuse(_ context: ChannelHandlerContext) {
        owesRefusal = false
        let problem = APIProblem.notHTTP
        let body = ByteBuffer(bytes: problem.form.serialized)
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: problem.status),
            headers: [
                "Connection": "close", "Content-Type": "application/json", "Cache-Control": "no-store",
                "Content-Length": "\(body.readableBytes)",
            ])
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil))).whenComplete { _ in Self.end(channel) }
    }

    private static func end(_ channel: any Channel) {
        endsWithItsInput(channel)
        channel.close(promise: nil)
    }

    /// From now on a client that closes its half is gone. TLS would wait 5 s for its farewell, a WebSocket for a pong.
    private static func endsWithItsInput(_ channel: any Channel) {
        // No option of a channel without half-closure.
        try? channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
    }
}
