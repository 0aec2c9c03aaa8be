import Testing
import WebSockets

@Suite("WebSocket addresses")
struct EndpointTests {
    @Test(
        "Scheme, host, port and path are taken apart",
        arguments: [
            ("ws://node", "node", 80, "/", false), ("wss://node.example", "node.example", 443, "/", true),
            ("WSS://h:9944/v1/x?y=z", "h", 9944, "/v1/x?y=z", true), ("ws://127.0.0.1:1", "127.0.0.1", 1, "/", false),
            ("ws://[::1]:9944/", "::1", 9944, "/", false), ("ws://[::1]", "::1", 80, "/", false),
            ("ws://h?q=1", "h", 80, "/?q=1", false), ("ws://h/#part", "h", 80, "/", false),
        ] as [(String, String, Int, String, Bool)])
    func parts(_ url: String, _ host: String, _ port: Int, _ path: String, _ tls: Bool) throws {
        let endpoint = try WebSocketEndpoint(url)
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
        #expect(endpoint.path == path)
        #expect(endpoint.tls == tls)
    }

    @Test(
        "What is no WebSocket address is refused",
        arguments: [
            "", "node", "http://node", "ws:/node", "ws://", "ws:///x", "ws://:9944", "ws://h:", "ws://h:0",
            "ws://h:65536",
            "ws://h:+1", "ws://h:x", "ws://user:secret@h", "ws://[::1", "ws://[::1]x", "ws://h/a b", "ws://h/\r\nX: y",
            "ws://hö",
        ])
    func refused(_ url: String) {
        #expect(throws: WebSocketEndpoint.Invalid.self) { try WebSocketEndpoint(url) }
    }

    @Test("A description does not show the path, which may hold an access key")
    func description() throws {
        let secure = try WebSocketEndpoint("wss://h:444/key/secret?x=secret")
        #expect("\(secure)" == "wss://h:444")
        let plain = try WebSocketEndpoint("ws://[::1]:9/secret")
        #expect(String(reflecting: plain) == "ws://[::1]:9")
    }
}
