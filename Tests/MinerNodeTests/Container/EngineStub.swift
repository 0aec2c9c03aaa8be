import Docker
import Foundation
import Logging
import MinerNode
import NIOCore
import NIOPosix
import Synchronization
import TestSupport

/// An engine of the test's own words on a real unix socket, for what no real engine does when it is asked to.
final class EngineStub: Sendable {
    /// A request as it came.
    struct Request: Sendable, Equatable {
        var method: String
        /// Without version and query.
        var path: String
        var body: [UInt8]

        /// As in `GET /info`.
        var name: String { "\(method) \(path)" }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// A complete answer.
    struct Answer: Sendable {
        var status = "200 OK"
        var body: [UInt8] = []

        static func json(_ text: String) -> Answer { Answer(body: Array(text.utf8)) }
        static let done = Answer(status: "204 No Content")
        static let notFound = Answer(status: "404 Not Found", body: Array(#"{"message":"no such object"}"#.utf8))

        fileprivate var bytes: [UInt8] {
            let head = "HTTP/1.1 \(status)\r\nApi-Version: 1.43\r\nContent-Length: \(body.count)\r\n\r\n"
            return Array(head.utf8) + body
        }
    }

    private let seen = Mutex<[Request]>([])
    private let answer: @Sendable (Request) async -> Answer

    private init(_ answer: @escaping @Sendable (Request) async -> Answer) { self.answer = answer }

    /// Every request so far but those for the version.
    var requests: [Request] { seen.withLock { $0 }.filter { $0.path != "/_ping" } }

    /// Runs `body` with the host of a miner on an engine that gives these answers; the base image is called "base".
    static func with(
        logger: Logger = Logger.silent,
        _ answer: @escaping @Sendable (Request) async -> Answer, _ body: (EngineHost, EngineStub) async throws -> Void
    ) async throws {
        let path = "/tmp/ni-engine-\(UUID().uuidString.prefix(13)).sock"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let stub = EngineStub(answer)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Exchange(stub: stub))
                }
            }
            .bind(unixDomainSocketPath: path).get()
        let result: Result<Void, any Error>
        do {
            try await DockerClient.with(socketPath: path, logger: logger) { docker in
                try await body(
                    EngineHost(docker: docker, minerHotkey: "m", baseImage: "base", logger: logger), stub)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        try result.get()
    }

    fileprivate func reply(to request: Request) async -> [UInt8] {
        seen.withLock { $0.append(request) }
        return request.path == "/_ping" ? Answer.json("OK").bytes : await answer(request).bytes
    }
}

/// Collects the one request of a connection and writes its answer.
private final class Exchange: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let stub: EngineStub
    private var received: [UInt8] = []
    private var isAnswered = false

    init(stub: EngineStub) { self.stub = stub }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        guard !isAnswered, let request else { return }
        isAnswered = true
        // The answer may wait for the test, and an event loop must not.
        Task { [stub, channel = context.channel] in
            let bytes = await stub.reply(to: request)
            try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
            try? await channel.close()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// The request, once all of it is there.
    private var request: EngineStub.Request? {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3 else { return nil }
        let length = lines.lazy.map { $0.lowercased() }.first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        let body = Array(received[end.upperBound...])
        guard body.count >= length ?? 0 else { return nil }
        let path = words[1].prefix { $0 != "?" }
        return EngineStub.Request(
            method: String(words[0]), path: String(path.trimmingPrefix(/\/v1\.[0-9]+/)), body: body)
    }
}
