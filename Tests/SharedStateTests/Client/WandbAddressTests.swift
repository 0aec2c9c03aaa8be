import SharedState
import Testing

@Suite("Addresses of W&B")
struct WandbAddressTests {
    @Test("The network's project lies at W&B")
    func service() throws {
        let address = try WandbAddress(environment: [:])
        #expect(address.graphql == "https://api.wandb.ai/graphql")
        #expect(
            address.fileStream(run: "ktgelsy0")
                == "https://api.wandb.ai/files/neuralinternet/opencompute/ktgelsy0/file_stream")
        #expect(address.host == "api.wandb.ai")
        #expect(address.port == nil)
        #expect(try WandbAddress(environment: ["WANDB_BASE_URL": ""]) == address)
    }

    @Test(
        "A base URL keeps its path, and loses the slash at its end",
        arguments: [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/graphql"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/graphql"),
            ("http://localhost:8080/pfx/", "http://localhost:8080/pfx/graphql"),
            ("https://hub.example/a/b//", "https://hub.example/a/b/graphql"),
            ("HTTPS://Hub.Example", "https://hub.example/graphql"),
            ("https://hub.example/a%20b", "https://hub.example/a%20b/graphql"),
            ("http://[::1]:8080", "http://[::1]:8080/graphql"),
            ("http://127.1.2.3", "http://127.1.2.3/graphql"),
        ])
    func bases(base: String, graphql: String) throws {
        #expect(try WandbAddress(environment: ["WANDB_BASE_URL": base]).graphql == graphql)
    }

    @Test("Segments of a path are escaped")
    func segments() throws {
        let address = try WandbAddress(base: "http://127.0.0.1", entity: "ü1", project: "with space")
        #expect(
            address.fileStream(run: "a+b&c~") == "http://127.0.0.1/files/%C3%BC1/with%20space/a%2Bb%26c~/file_stream")
    }

    @Test(
        "Plain HTTP to another machine needs to be allowed",
        arguments: [
            "http://api.wandb.ai", "http://10.0.0.1:80", "http://127.0.0.1.example", "http://128.0.0.1",
            "http://localhost.example", "http://[fe80::1]", "http://127.0.0.256", "http://0.0.0.0",
        ])
    func plain(base: String) throws {
        let error = #expect(throws: WandbAddressError.self) { try WandbAddress(base: base) }
        guard case .plain = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("--wandb.allow-plain") == true)
        #expect(try WandbAddress(base: base, allowPlain: true).base == base)
    }

    @Test(
        "What is no base URL is refused",
        arguments: [
            " ", "api.wandb.ai", "ftp://127.0.0.1", "https://", "https:///x", "https://h?x=1", "https://h#x",
            "https://h:0", "https://h:65536", "https://h:x", "https://a b", "wss://h", "/etc", "https://h/a b",
        ])
    func noURL(base: String) {
        #expect(throws: WandbAddressError.noURL) { try WandbAddress(base: base) }
    }

    @Test("A key in the URL is refused, and not told", arguments: ["https://secret@h", "https://api:secret@h"])
    func password(base: String) {
        let error = #expect(throws: WandbAddressError.password) { try WandbAddress(base: base) }
        #expect(error?.description.contains("secret") == false)
    }

    @Test(
        "What is no name is refused",
        arguments: ["", ".", "..", "a/b", "a\\b", "a?b", "a#b", "a%2fb", "a:b", "a\nb", " a", "a "])
    func names(name: String) {
        #expect(throws: WandbAddressError.badName("entity", name)) { try WandbAddress(entity: name) }
        #expect(throws: WandbAddressError.badName("project", name)) { try WandbAddress(project: name) }
    }

    @Test("A name of 128 characters is one, a longer is none")
    func lengths() throws {
        _ = try WandbAddress(project: String(repeating: "é", count: 128))
        #expect(throws: WandbAddressError.self) { try WandbAddress(project: String(repeating: "a", count: 129)) }
    }

    @Test(
        "Ids that W&B takes are ids",
        arguments: [
            ("ktgelsy0", true), ("a-b_c.d", true), ("a:b", false), ("a;b", false), ("a,b", false), ("a'b", false),
            ("..", false),
        ])
    func ids(id: String, isID: Bool) {
        #expect(WandbAddress.isRunID(id) == isID)
    }
}
