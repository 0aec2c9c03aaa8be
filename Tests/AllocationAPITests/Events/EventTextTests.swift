import Foundation
import JSON
import NIOHTTP1
import Store
import Testing

@testable import AllocationAPI

@Suite struct EventTextTests {
    @Test(
        "Times are UTC with microseconds, and no date traps",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (1_800_000_000.5, "2027-01-15T08:00:00.500000Z"),
            (1_800_000_000.000_001, "2027-01-15T08:00:00.000001Z"),
            (1_799_999_999.999_999_8, "2027-01-15T08:00:00.000000Z"), (-1, "1970-01-01T00:00:00.000000Z"),
            (.nan, "1970-01-01T00:00:00.000000Z"), (-.infinity, "1970-01-01T00:00:00.000000Z"),
        ] as [(Double, String)])
    func times(_ seconds: Double, _ expected: String) {
        #expect(EventTime.text(Date(timeIntervalSince1970: seconds)) == expected)
    }

    @Test("A time beyond all calendars is the end of the year 9999", arguments: [.infinity, 1e18] as [Double])
    func farAway(_ seconds: Double) {
        #expect(EventTime.text(Date(timeIntervalSince1970: seconds)).hasPrefix("9999-12-31T23:59:59."))
    }

    @Test("A change names the hotkey and never the uuid", arguments: Notice.Kind.allCases)
    func change(_ kind: Notice.Kind) throws {
        let notice = Notice(
            id: 1, kind: kind, hotkey: "5F\"x", uuid: "uuid-canary",
            happenedAt: Date(timeIntervalSince1970: 1_800_000_000))
        let text = EventMessage.change(notice)
        #expect(!text.contains("canary"))
        let expected: JSONValue = .object([
            "type": .text(kind.rawValue),
            "payload": .object(["time": .text("2027-01-15T08:00:00.000000Z"), "hotkey": .text("5F\"x")]),
        ])
        #expect(try JSONValue.parse(text) == expected)
    }

    @Test(
        "A page may connect to its own server only; who is no page may always",
        arguments: [
            (nil, "rent.example:8903", true), ("https://rent.example:8903", "rent.example:8903", true),
            ("https://RENT.example:8903", "rent.example:8903", true), ("https://rent.example", "rent.example", true),
            ("https://rent.example", "rent.example:443", true), ("http://rent.example:80", "rent.example", true),
            ("https://[::1]:8903", "[::1]:8903", true), ("https://[::1]", "[::1]:443", true),
            ("https://evil.example", "rent.example", false), ("https://rent.example:1", "rent.example:2", false),
            ("https://rent.example.evil.example", "rent.example", false), ("null", "rent.example", false),
            ("", "rent.example", false), ("file://", "rent.example", false), ("rent.example", "rent.example", false),
            ("https://rent.example", "", false), ("https://", "", false),
        ] as [(String?, String, Bool)])
    func origins(_ origin: String?, _ host: String, _ expected: Bool) {
        var headers: HTTPHeaders = ["Host": host]
        if let origin { headers.add(name: "Origin", value: origin) }
        #expect(OriginRule.admits(headers) == expected)
    }

    @Test("The handshake is that of RFC 6455, and only a good request gets it")
    func handshake() {
        var good = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/connect")
        good.headers = [
            "Upgrade": "WebSocket", "Connection": "keep-alive, Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
        ]
        #expect(WebSocketHandshake.answer(good)?["Sec-WebSocket-Accept"] == ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="])
        for (name, value) in [
            ("Upgrade", "h2c"), ("Connection", "close"), ("Sec-WebSocket-Key", "dGhl"), ("Sec-WebSocket-Key", ""),
            ("Sec-WebSocket-Version", "12"), ("Transfer-Encoding", "chunked"), ("Content-Length", "1"),
        ] {
            var bad = good
            bad.headers.replaceOrAdd(name: name, value: value)
            #expect(WebSocketHandshake.answer(bad) == nil)
        }
        for name in ["Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"] {
            var bad = good
            bad.headers.remove(name: name)
            #expect(WebSocketHandshake.answer(bad) == nil)
        }
        var twice = good
        twice.headers.add(name: "Sec-WebSocket-Key", value: "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(WebSocketHandshake.answer(twice) == nil)
        var old = good
        old.version = .http1_0
        #expect(WebSocketHandshake.answer(old) == nil)
    }

    @Test("Two origins, or two hosts, or none are no proof")
    func doubled() {
        #expect(!OriginRule.admits(["Host": "a", "Origin": "https://a", "origin": "https://evil"]))
        #expect(!OriginRule.admits(["Host": "a", "host": "b", "Origin": "https://a"]))
        #expect(!OriginRule.admits(["Origin": "https://a"]))
    }
}
