import Chain
import Testing
import WebSockets

@Suite struct NetworkNameTests {
    @Test(
        "The names of all bittensor programs lead to their nodes",
        arguments: [
            ("finney", "wss://entrypoint-finney.opentensor.ai", true),
            ("test", "wss://test.finney.opentensor.ai", true),
            ("local", "ws://127.0.0.1:9944", false),
        ])
    func known(_ name: String, _ url: String, _ isPublic: Bool) throws {
        let network = try NetworkName(name)
        #expect(network.endpoints.map(\.description) == [url])
        #expect((network.genesis != nil) == (name == "finney"))
        #expect(network.isPublic == isPublic)
    }

    @Test("An address is a network, several are tried in their order")
    func addresses() throws {
        let endpoints = [try WebSocketEndpoint("ws://127.0.0.1:1"), try WebSocketEndpoint("wss://a.b/c")]
        let network = try NetworkName("ws://127.0.0.1:1, wss://a.b/c")
        #expect(network.endpoints == endpoints)
        #expect(network.genesis == nil)
    }

    @Test("An endpoint wins over the name, which still says which chain it is")
    func endpoint() throws {
        let network = try NetworkName("finney", endpoint: "ws://127.0.0.1:1")
        #expect(network.endpoints == [try WebSocketEndpoint("ws://127.0.0.1:1")])
        #expect(network.genesis?.hex == "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03")
        let other = try NetworkName("ws://127.0.0.1:2", endpoint: "ws://127.0.0.1:1")
        #expect(other.endpoints == network.endpoints)
        #expect(other.genesis == nil)
    }

    @Test("Others learn a known name, and of addresses no path, for that may hold a key")
    func published() throws {
        let known = try NetworkName("local").published(as: "local")
        #expect(known == ("local", "ws://127.0.0.1:9944"))
        let secret = "wss://node.example/v1/secret-key?token=secret,ws://[::1]:9944/secret"
        let shown = "wss://node.example,ws://[::1]:9944"
        #expect(try NetworkName(secret).published(as: secret) == (shown, shown))
        #expect(try NetworkName("finney", endpoint: secret).published(as: "finney") == ("finney", shown))
    }

    @Test("Anything else is an error that lists what there is", arguments: ["", "file:/x", "Finney", "main"])
    func unknown(_ text: String) {
        #expect {
            try NetworkName(text)
        } throws: { error in
            "\(error)".contains("finney, test, local, or a ws:// or wss:// address")
        }
    }

    @Test("An address that is none is named", arguments: ["http://a", "ws://", "ws://a,", "ws://a:99999"])
    func badAddress(_ text: String) {
        #expect(throws: SubtensorError.self) { try NetworkName(text) }
        #expect(throws: SubtensorError.self) { try NetworkName("finney", endpoint: text) }
    }
}
