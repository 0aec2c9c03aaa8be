import NIOCore
import NIOPosix

/// A TCP connection that writes any bytes and reads HTTP/1.1 answers: what no HTTP library would let a test send.
struct RawConnection {
    /// An answer; names of headers in lower case.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Why there is no answer.
    enum Problem: Error {
        case closed
        case notHTTP(String)
    }

    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var pending: [UInt8] = []

    /// A connection to `port` for `body`, closed afterwards.
    static func open<R: Sendable>(
        _ port: Int, _ body: @Sendable (inout RawConnection) async throws -> R
    ) async throws -> R {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(
                            isOutboundHalfClosureEnabled: true, inboundType: ByteBuffer.self,
                            outboundType: ByteBuffer.self))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&connection)
        }
    }

    /// One request on a connection of its own.
    static func exchange(_ port: Int, _ bytes: [UInt8]) async throws -> Answer {
        try await open(port) { connection in
            try await connection.send(bytes)
            return try await connection.answer()
        }
    }

    func send(_ bytes: [UInt8]) async throws {
        try await outbound.write(ByteBuffer(bytes: bytes))
    }

    /// Says that nothing more comes; answers can still be read.
    func finish() { outbound.finish() }

    /// The next answer.
    mutating func answer() async throws -> Answer {
        var head: Range<Int>?
        while true {
            if let range = Self.end(of: pending) {
                head = range
                break
            }
            guard try await more() else { throw Problem.closed }
        }
        guard let head else { throw Problem.closed }
        let lines = String(decoding: pending[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw Problem.notHTTP(String(decoding: pending.prefix(200), as: UTF8.self))
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].drop { $0 == " " }.description
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while pending.count < head.upperBound + length {
            guard try await more() else { throw Problem.closed }
        }
        let body = Array(pending[head.upperBound..<head.upperBound + length])
        pending.removeFirst(head.upperBound + length)
        return Answer(status: status, headers: headers, body: body)
    }

    /// All answers until the other side closes, or the first `most` of them.
    mutating func answers(most: Int = .max) async throws -> [Answer] {
        var all: [Answer] = []
        while all.count < most {
            do {
                all.append(try await answer())
            } catch Problem.closed {
                return all
            } catch is IOError {
                // A reset is a way to close.
                return all
            }
        }
        return all
    }

    private mutating func more() async throws -> Bool {
        guard let buffer = try await inbound.next() else { return false }
        pending.append(contentsOf: buffer.readableBytesView)
        return true
    }

    /// Where the empty line after the headers lies.
    private static func end(of bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count >= 4 else { return nil }
        for index in 0...bytes.count - 4 where bytes[index] == 13 {
            if bytes[index + 1] == 10, bytes[index + 2] == 13, bytes[index + 3] == 10 { return index..<index + 4 }
        }
        return nil
    }
}
