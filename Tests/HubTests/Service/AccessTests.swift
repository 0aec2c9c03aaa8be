import JSON
import SharedState
import TestSupport
import Testing

@testable import Hub

@Suite("Access")
struct AccessTests {
    @Test(
        "Without the key nothing is told, whatever is asked",
        arguments: ["/", "/graphql", "/runs/a/b/c", "/nothing", "/files/a/b/c/file_stream"])
    func denied(_ target: String) async throws {
        try await RunningHub.with { hub in
            let wrong = ["Basic", "Basic !", "Bearer \(RunningHub.key)", "Basic YXBpOg==", "Basic YXBp"]
            for value in wrong {
                let answer = try await hub.send("POST", target, headers: ["Authorization": value], body: [])
                #expect(answer.status == 401)
                #expect(answer.json == ["errors": [["message": "permission denied"]]])
                #expect(answer.headers["www-authenticate"]?.hasPrefix("Basic ") == true)
            }
        }
    }

    @Test("Whether the hub lives is told to everybody")
    func health() async throws {
        try await RunningHub.with { hub in
            let answer = try await hub.send("GET", "/healthz", headers: ["Authorization": "none"])
            #expect(answer.status == 200)
            #expect(try await hub.send("POST", "/healthz").status == 405)
        }
    }

    @Test("A hub without keys serves everybody on its machine, and does not start elsewhere")
    func open() async throws {
        try await RunningHub.with(isOpen: true) { (hub: RunningHub) async throws -> Void in
            #expect(try await hub.graph("{ viewer { id entity } }").data["viewer"]?["entity"] == "neuralinternet")
        }
        for ip in ["0.0.0.0", "192.0.2.1", "::", "127.0.0.1.example.org", "127.example"] {
            #expect(throws: HubProblem.openAddress(ip: ip)) {
                try Hub(configuration: .init(ip: ip), logger: .silent)
            }
        }
        #expect(Loopback.contains("127.8.0.1") && Loopback.contains("::1") && Loopback.contains("localhost"))
    }

    @Test("A page of somebody else that a browser shows can neither change nor read anything")
    func pages() async throws {
        let query: JSONValue = ["query": "{ viewer { id } }"]
        for isOpen in [true, false] {
            try await RunningHub.with(isOpen: isOpen) { (hub: RunningHub) async throws -> Void in
                let own = "http://127.0.0.1:\(hub.port)"
                for (origin, status) in [(own, 200), ("https://example.org", 403), ("null", 403), ("", 403)] {
                    let answer = try await hub.send(
                        "POST", "/graphql", headers: ["Origin": origin], body: query.serialized)
                    #expect(answer.status == status, "\(origin)")
                }
                let rebound = try await hub.send("GET", "/", headers: ["Host": "evil.example.org"])
                #expect(rebound.status == (isOpen ? 403 : 200))
            }
        }
    }

    @Test("A path before all others is understood, and so is a proxy that takes it away")
    func prefix() async throws {
        try await RunningHub.with(prefix: "pfx/") { hub in
            for base in ["/pfx", ""] {
                #expect(try await hub.post(base + "/graphql", ["query": "{ viewer { id } }"]).data["viewer"] != nil)
            }
            #expect(try await hub.get("/pfxx/healthz").status == 404)
            try await hub.upsert("run1")
            let files = try await hub.graph(
                """
                mutation { createRunFiles(input: {runName: "run1", projectName: "opencompute", files: ["a b/ü"]}) \
                { files { uploadUrl } } }
                """)
            let url = try #require(files.data["createRunFiles"]?["files"]?[0]?["uploadUrl"]?.text)
            #expect(url.hasPrefix("http://127.0.0.1:\(hub.port)/pfx/storage/"))
            #expect(try await hub.send("PUT", url, body: [1, 2]).status == 200)
            #expect(try await hub.send("PUT", url + "x", body: [1]).status == 403)
            #expect(try await hub.get("/pfx/runs/neuralinternet/opencompute/run1").text.contains("a b/ü"))
        }
    }

    @Test("Names with spaces, slashes and other letters work in paths")
    func escapes() async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("rün 1/ü")
            #expect(try await hub.stream("r%C3%BCn%201%2F%C3%BC").status == 200)
            #expect(HubPath("/files/%ZZ", prefix: "") == nil)
        }
    }

    @Test(
        "A key that clients would refuse is refused with what to do",
        arguments: ["short", "local-" + String(repeating: "a", count: 39)])
    func shortKeys(_ key: String) throws {
        let error = #expect(throws: HubProblem.self) { try HubKeyFile.keys(in: "ops: \(key)") }
        #expect(error == .keyTooShort(name: "ops"))
        #expect(error?.description.contains("openssl rand -hex 20") == true)
        #expect(error?.description.contains(key) == false)
    }

    @Test("A file of keys has names, comments and empty lines, and no key is ever shown")
    func keyFile() throws {
        let keys = try HubKeyFile.keys(
            in: "# keys\r\n\r\nops : \(RunningHub.key)  # mine\r\nlocal-\(RunningHub.key)\n")
        #expect(keys.map(\.name) == ["ops", "line-4"])
        #expect(keys[0].accepts(RunningHub.key) && keys[1].accepts("local-" + RunningHub.key))
        #expect(!keys[0].accepts(RunningHub.key + "0") && !keys[0].accepts(""))
        var dumped = ""
        dump(keys, to: &dumped)
        #expect(!"\(keys) \(String(reflecting: keys)) \(dumped)".contains("0123456789"))
        #expect(throws: HubProblem.unusableKey(name: "line-1")) {
            try HubKeyFile.keys(in: String(repeating: "ü", count: 40))
        }
        #expect(throws: HubProblem.self) { try HubKeyFile.read(path: "/nonexistent/keys") }
    }

    @Test("A request that does not say where the hub is gets no addresses, but an answer")
    func withoutHost() throws {
        let shelf = try RunShelf(
            path: nil, home: ProjectKey(entity: "e", project: "p"), crashAfter: .seconds(180),
            now: { TestClock().now }, logger: .silent)
        _ = try shelf.upsert(RunUpsert(key: RunKey(project: shelf.home, name: "run1")))
        let root = MutationRoot(scope: HubScope(shelf: shelf, user: "", uploads: nil))
        let value = try root.value(of: "createRunFiles", ["input": ["runName": "run1", "files": ["a"]]])
        guard case .object(let payload) = value, case .list(let files) = try payload.value(of: "files", [:]) else {
            Issue.record("no payload")
            return
        }
        #expect(files.isEmpty)
        for host in ["a b", "evil/path", "x\"y", "", String(repeating: "a", count: 301)] {
            #expect(UploadAddress(host: host, isSecure: false, prefix: "", secret: .init()) == nil)
        }
    }
}
