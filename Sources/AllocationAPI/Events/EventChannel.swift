import HummingbirdCore
import JSON
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import WebSockets

/// HTTP/1.1 as ``HTTP1Channel`` does it, except that the first request of a connection may make it a WebSocket.
struct EventChannel: ServerChildChannel {
    let http: HTTP1Channel
    let feed: EventFeed
    /// Time from a connection to its first request.
    let firstRequest: TimeAmount
    /// Whether there is room for a connection; called once for each, on its event loop.
    let admits: @Sendable (any Channel) -> Bool
    /// Who is connected, for the log.
    let subjects: CertificateSubjects
    /// Why the client of a channel is turned away; called on the channel's event loop.
    let refusal: @Sendable (any Channel) -> APIProblem?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<EventConnection> {
        guard admits(channel) else {
            // An error would be the listener's, too; the use that never comes is this connection's own.
            channel.close(promise: nil)
            let use: EventLoopFuture<EventConnection.Use> = channel.eventLoop.makeFailedFuture(ChannelError.eof)
            return channel.eventLoop.makeSucceededFuture(EventConnection(channel: channel, use: use))
        }
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = http.configuration.httpDecoder.maxHeaderFieldSize
            limits.maxHeaderListSize = http.configuration.httpDecoder.maxHeaderListSize
            limits.maxHeaderFieldCount = http.configuration.httpDecoder.maxHeaderFieldCount
            let coders = FirstRequestHandler.Coders(
                encoder: HTTPResponseEncoder(),
                decoder: ByteToMessageHandler(
                    HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits)))
            let use = channel.eventLoop.makePromise(of: EventConnection.Use.self)
            let first = FirstRequestHandler(
                limit: firstRequest, frames: feed.limits, coders: coders,
                actions: .init(
                    decide: { decide($0, $1, logger) }, requests: { try requests(on: $0, logger) }),
                use: use)
            do {
                try pipeline.addHandler(coders.encoder)
                try pipeline.addHandler(coders.decoder)
                try pipeline.addHandler(first)
            } catch {
                use.fail(error)
                throw error
            }
            return EventConnection(channel: channel, use: use.futureResult)
        }
    }

    func handle(value connection: EventConnection, logger: Logger) async {
        let channel = connection.channel
        let use = await withTaskCancellationHandler {
            try? await connection.use.get()
        } onCancel: {
            channel.close(promise: nil)
        }
        switch use {
        case .http(let requests): await http.handle(value: requests, logger: logger)
        case .refused(let problem, let requests):
            await refusing(problem).handle(value: requests, logger: logger)
        case .events(let client): await serve(client, channel, logger)
        case nil: channel.close(promise: nil)
        }
    }

    private func serve(_ subscriber: WebSocketSubscriber, _ channel: any Channel, _ logger: Logger) async {
        let client = await APIClient(channel: channel).identified(by: subjects)
        var facts: Logger.Metadata = ["remote": "\(client.remote?.ipAddress ?? "-")"]
        if let subject = client.subject { facts["client"] = "\(subject)" }
        logger.info("websocket connected", metadata: facts)
        let began = ContinuousClock.now
        await feed.serve(subscriber)
        facts["s"] = "\(began.duration(to: .now).components.seconds)"
        logger.info("websocket closed", metadata: facts)
    }

    /// What becomes of a connection whose first request this is.
    private func decide(
        _ head: HTTPRequestHead, _ channel: any Channel, _ logger: Logger
    ) -> FirstRequestHandler.Decision {
        let path = head.uri.prefix { $0 != "?" && $0 != "#" }
        guard path == EventFeed.path, let headers = WebSocketHandshake.answer(head) else { return .http }
        var problem = refusal(channel)
        if problem == nil, !OriginRule.admits(head.headers) {
            problem = APIProblem(
                status: 403, message: "Access forbidden: origin not allowed",
                detail: .text("a page of another server must not connect"))
        }
        if problem == nil, !feed.admit(channel) { problem = .unavailable("there are too many connections") }
        guard let problem else { return .events(headers) }
        logger.info(
            "websocket refused",
            metadata: [
                "remote": "\(channel.remoteAddress?.ipAddress ?? "-")", "status": "\(problem.status)",
            ])
        return .refused(problem)
    }

    /// The rest of HTTP1Channel's pipeline.
    private func requests(on channel: any Channel, _ logger: Logger) throws -> HTTP1Channel.Value {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
        try pipeline.addHandlers(http.configuration.additionalChannelHandlers())
        try pipeline.addHandler(
            HTTPConnectionStateHandler(
                idleTimeout: http.configuration.idleTimeout.map { .nanoseconds($0.nanoseconds) }, logger: logger))
        return try HTTP1Channel.Value(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }

    /// The HTTP side of a connection whose first request, which is its last, is refused.
    private func refusing(_ problem: APIProblem) -> HTTP1Channel {
        HTTP1Channel(
            responder: { _, writer, _ in
                let response = problem.response
                try await writer.write(response: response.head, body: response.body)
            }, configuration: http.configuration)
    }
}
