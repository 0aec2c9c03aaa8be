import Foundation
import JSON
import NIOCore
import NIOPosix
import WebSockets

/// A connection to the node; answers and notifications are told apart, each kept in its order.
struct NodeClient {
    struct Gone: Error {}

    private let connection: WebSocketConnection
    private var messages: AsyncStream<[UInt8]>.Iterator
    private var notes: [JSONValue] = []
    private var requests: Int64 = 0

    init(port: Int) async throws {
        let (stream, feed) = AsyncStream<[UInt8]>.makeStream()
        // Many of them connect at once on a machine that may be busy: the test's own limit is the one that counts.
        var limits = WebSocketLimits()
        limits.connect = .seconds(120)
        connection = try await WebSocketConnection.connect(
            WebSocketEndpoint("ws://127.0.0.1:\(port)/"), on: MultiThreadedEventLoopGroup.singleton, limits: limits,
            onText: { feed.yield($0) }, onClose: { _ in feed.finish() })
        messages = stream.makeAsyncIterator()
    }

    func send(_ text: String) async throws { try await connection.send(text: text) }

    /// The next message, whatever it is.
    mutating func next() async throws -> JSONValue {
        guard let bytes = await messages.next() else { throw Gone() }
        return try JSONValue.parse(bytes)
    }

    /// The whole answer to a request.
    mutating func answer(_ method: String, _ parameters: [JSONValue] = []) async throws -> JSONValue {
        requests += 1
        let request: JSONValue = [
            "jsonrpc": "2.0", "id": .integer(requests), "method": .text(method), "params": .list(parameters),
        ]
        try await send(request.serializedText)
        while true {
            let message = try await next()
            if message["id"] == .integer(requests) { return message }
            notes.append(message)
        }
    }

    /// The result of a request; an error answer fails.
    mutating func result(_ method: String, _ parameters: [JSONValue] = []) async throws -> JSONValue {
        let answer = try await answer(method, parameters)
        guard let result = answer["result"] else { throw Refused(answer: answer) }
        return result
    }

    struct Refused: Error { let answer: JSONValue }

    /// The next notification's `result`, of the subscription when one is given.
    mutating func note(_ subscription: JSONValue? = nil) async throws -> JSONValue {
        while true {
            for (index, note) in notes.enumerated() {
                let parameters = note["params"]
                guard subscription == nil || parameters?["subscription"] == subscription else { continue }
                notes.remove(at: index)
                return parameters?["result"] ?? .null
            }
            notes.append(try await next())
        }
    }

    /// True when no notification has arrived that was not read.
    var isQuiet: Bool { notes.isEmpty }

    func close() async { await connection.close() }
}
