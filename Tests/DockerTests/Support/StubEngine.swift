import Docker
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on a real unix socket that records requests and answers with bytes of the test's choosing.
final class StubEngine: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        var method: String
        var uri: String
        var headers: [String: String]
        var body: [UInt8]

        var path: String { String(uri.prefix { $0 != "?" }) }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What follows a request.
    enum Answer: Sendable {
        /// These bytes, then the connection is closed.
        case bytes([UInt8])
        /// These bytes, and then nothing more while the connection stays open.
        case open([UInt8])

        /// A complete HTTP answer with `body`.
        static func http(_ status: String, headers: [String] = [], _ body: String = "") -> Answer {
            let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
            return .bytes(Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
        }

        /// A chunked answer made of `chunks`, ended as it should be unless `cut`.
        static func chunked(_ chunks: [[UInt8]], cut: Bool = false) -> Answer {
            var bytes = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            for chunk in chunks {
                bytes += Array((String(chunk.count, radix: 16) + "\r\n").utf8) + chunk + Array("\r\n".utf8)
            }
            return .bytes(bytes + (cut ? [] : Array("0\r\n\r\n".utf8)))
        }
    }

    let socketPath: String
    private let seen = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> Answer

    private init(socketPath: String, answer: @escaping @Sendable (Request) -> Answer) {
        self.socketPath = socketPath
        self.answer = answer
    }

    /// Every request so far but those of the version negotiation.
    var requests: [Request] { seen.withLock { $0 }.filter { !["/_ping", "/version"].contains($0.uri) } }

    /// How often the version was asked for.
    var pings: Int { seen.withLock { $0 }.count { $0.uri == "/_ping" } }

    /// Runs `body` with a client of a stub; `/_ping` is answered with `version` unless nil, `/version` with both.
    @discardableResult
    static func with<Value: Sendable>(
        version: String? = "1.43", minimum: String? = nil, answer: @escaping @Sendable (Request) -> Answer,
        _ body: (DockerClient, StubEngine) async throws -> Value
    ) async throws -> Value {
        let path = "/tmp/ni-stub-\(UUID().uuidString.prefix(13)).sock"
        let stub = StubEngine(socketPath: path) { request in
            guard let version else { return answer(request) }
            switch request.uri {
            case "/_ping": return .http("200 OK", headers: ["Api-Version: \(version)"], "OK")
            case "/version":
                let oldest = minimum.map { #","MinAPIVersion":"\#($0)""# } ?? ""
                return .http(
                    "200 OK", #"{"Version":"30","ApiVersion":"\#(version)"\#(oldest),"Os":"linux","Arch":"amd64"}"#)
            default: return answer(request)
            }
        }
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(HTTPRequestDecoder()), Exchange(stub: stub))
                }
            }
            .bind(unixDomainSocketPath: path).get()
        let result = await TestClient.with(socketPath: path) { client in try await body(client, stub) }
        try await channel.close()
        try? FileManager.default.removeItem(atPath: path)
        return try result.get()
    }

    fileprivate func reply(to request: Request) -> Answer {
        seen.withLock { $0.append(request) }
        return answer(request)
    }
}

/// Collects one request of a connection and writes its answer.
private final class Exchange: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let stub: StubEngine
    private var request: StubEngine.Request?

    init(stub: StubEngine) { self.stub = stub }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
            request = .init(method: head.method.rawValue, uri: head.uri, headers: headers, body: [])
        case .body(let bytes): request?.body += Array(bytes.readableBytesView)
        case .end:
            guard let request else { return }
            switch stub.reply(to: request) {
            case .bytes(let bytes):
                let channel = context.channel
                let written = context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)))
                written.whenComplete { _ in channel.close(promise: nil) }
            case .open(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Clients for tests.
enum TestClient {
    /// What `body` makes with a client of `socketPath`, whose connections are closed afterwards.
    @discardableResult
    static func with<Value: Sendable>(
        socketPath: String, _ body: (DockerClient) async throws -> Value
    ) async -> Result<Value, any Error> {
        do {
            return .success(
                try await DockerClient.with(socketPath: socketPath, logger: Logger(label: "test"), body))
        } catch {
            return .failure(error)
        }
    }
}
