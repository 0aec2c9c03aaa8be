import JSON
import NIOPosix
import WebSockets

/// A client of `/connect` that does everything right.
final class EventListener: Sendable {
    let messages: AsyncStream<String>
    let ends: AsyncStream<WebSocketClose>
    private let connection: WebSocketConnection

    init(_ url: String, trust: WebSocketTrust = .system) async throws {
        let (messages, feed) = AsyncStream.makeStream(of: String.self)
        let (ends, end) = AsyncStream.makeStream(of: WebSocketClose.self)
        self.messages = messages
        self.ends = ends
        var limits = WebSocketLimits()
        limits.connect = .seconds(60)
        connection = try await WebSocketConnection.connect(
            WebSocketEndpoint(url), on: MultiThreadedEventLoopGroup.singleton, limits: limits, trust: trust,
            onText: { feed.yield(String(decoding: $0, as: UTF8.self)) },
            onClose: {
                end.yield($0)
                end.finish()
                feed.finish()
            })
    }

    /// The types and hotkeys of the next `count` messages, keepalives left out unless wanted.
    func next(_ count: Int, keepalives: Bool = false) async throws -> [String] {
        var seen: [String] = []
        for await message in messages {
            let value = try JSONValue.parse(message)
            guard case .object(let members) = value, case .text(let type) = members["type"],
                case .object(let payload) = members["payload"], case .text = payload["time"]
            else { return seen + ["malformed: \(message)"] }
            if type == "keepalive" {
                if keepalives { seen.append(type) }
            } else if case .text(let hotkey) = payload["hotkey"] {
                seen.append("\(type) \(hotkey)")
            }
            if seen.count >= count { break }
        }
        return seen
    }

    /// Why the connection ended, once it has.
    func end() async -> WebSocketClose? {
        for await end in ends { return end }
        return nil
    }

    func close() async { await connection.close() }
}
