import Docker
import Testing

/// What goes over the socket, seen from the engine's side.
struct FramingTests {
    @Test("A request carries a Host header, the agreed version and an encoded query")
    func request() async throws {
        try await StubEngine.with(answer: { _ in .http("200 OK", "[]") }) { client, stub in
            _ = try await client.listContainers(filters: .labels("a=b c", "é&"))
            let request = try #require(stub.requests.first)
            #expect(request.method == "GET")
            #expect(request.headers["host"] == "docker")
            #expect(
                request.uri
                    == "/v1.43/containers/json?all=true&filters=%7B%22label%22%3A%5B%22a%3Db%20c%22%2C%22%C3%A9%26%22%5D%7D"
            )
        }
    }

    @Test("A start without a body says that its length is 0")
    func emptyPost() async throws {
        try await StubEngine.with(answer: { _ in .http("204 No Content") }) { client, stub in
            try await client.startContainer("abc")
            let request = try #require(stub.requests.first)
            #expect(request.method == "POST")
            #expect(request.headers["content-length"] == "0")
            #expect(request.body.isEmpty)
        }
    }

    @Test("A container's specification is written as the engine reads it")
    func create() async throws {
        let answer = #"{"Id":"c1","Warnings":[]}"#
        try await StubEngine.with(answer: { _ in .http("201 Created", answer) }) { client, stub in
            var spec = ContainerSpec(image: "base:1")
            spec.labels = ["k": "v"]
            spec.exposedPorts = ["22/tcp"]
            spec.host.portBindings = ["22/tcp": [PortBinding(address: "127.0.0.1", port: 4444)]]
            spec.host.restartPolicy = .unlessStopped
            spec.host.initProcess = true
            spec.host.pidsLimit = 10
            let created = try await client.createContainer(spec, name: "n-1")
            #expect(created.id == "c1")
            let request = try #require(stub.requests.first)
            #expect(request.uri == "/v1.43/containers/create?name=n-1")
            #expect(request.headers["content-type"] == "application/json")
            let bindings = #""PortBindings":{"22/tcp":[{"HostIp":"127.0.0.1","HostPort":"4444"}]}"#
            #expect(
                request.text
                    == #"{"Env":[],"ExposedPorts":{"22/tcp":{}},"HostConfig":{"Init":true,"PidsLimit":10,"#
                    + bindings
                    + #","RestartPolicy":{"Name":"unless-stopped"}},"Image":"base:1","Labels":{"k":"v"}}"#)
        }
    }

    @Test("An uploaded archive arrives byte for byte")
    func upload() async throws {
        try await StubEngine.with(answer: { _ in .http("200 OK") }) { client, stub in
            let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
            try await client.putArchive(bytes, into: "abc", at: "/root")
            let request = try #require(stub.requests.first)
            #expect(request.method == "PUT")
            #expect(request.uri == "/v1.43/containers/abc/archive?path=%2Froot&noOverwriteDirNonDir=true")
            #expect(request.headers["content-type"] == "application/x-tar")
            #expect(request.body == bytes)
        }
    }

    @Test("A build is asked for with its options, and its messages come out typed")
    func build() async throws {
        let lines = [
            #"{"stream":"Step 1/1 : FROM x\n"}"#, #"{"aux":{"ID":"sha256:aa"}}"#, #"{"progressDetail":{}}"#,
            #"{"errorDetail":{"code":7,"message":"no"},"error":"no"}"#,
        ]
        // Cut in the middle of a line, as a network does.
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
        let pieces = [Array(bytes[..<10]), Array(bytes[10..<11]), Array(bytes[11...])]
        try await StubEngine.with(answer: { _ in .chunked(pieces) }) { client, stub in
            var options = BuildOptions(tag: "t:1")
            options.labels = ["a": "b"]
            options.arguments = ["X": "1"]
            var messages: [BuildMessage] = []
            for try await message in try await client.buildImage(context: [1, 2, 3], options: options) {
                messages.append(message)
            }
            #expect(messages == [.output("Step 1/1 : FROM x\n"), .image("sha256:aa"), .other, .failed("no")])
            let request = try #require(stub.requests.first)
            #expect(request.body == [1, 2, 3])
            #expect(request.uri.contains("forcerm=true"))
            #expect(request.uri.contains("t=t%3A1"))
            #expect(request.uri.contains("labels=%7B%22a%22%3A%22b%22%7D"))
            #expect(request.uri.contains("buildargs=%7B%22X%22%3A%221%22%7D"))
        }
    }

    @Test(
        "A failed build is told by engines of today, and by those that leave out the older member",
        arguments: [
            #"{"errorDetail":{"message":"no"},"error":"no"}"#, #"{"errorDetail":{"message":"no"}}"#, #"{"error":"no"}"#,
        ])
    func failure(line: String) async throws {
        try await StubEngine.with(answer: { _ in .chunked([Array((line + "\n").utf8)]) }) { client, _ in
            var messages: [BuildMessage] = []
            for try await message in try await client.buildImage(context: [], options: BuildOptions(tag: "t:1")) {
                messages.append(message)
            }
            #expect(messages == [.failed("no")])
        }
    }

    @Test("What Engine 29 answers at API 1.52 is understood, without the members it has given up")
    func newest() async throws {
        let container = #"""
            {"Id":"c1","Name":"/n","Created":"2026-01-01T00:00:00Z","Image":"sha256:a","RestartCount":0,
            "State":{"Status":"running","ExitCode":0,"Pid":7,"StartedAt":"","FinishedAt":""},
            "Config":{"Image":"i"},"HostConfig":{},"NetworkSettings":{"Ports":{"22/tcp":[{"HostIp":"","HostPort":"1"}]},
            "Networks":{"n":{"NetworkID":"x","IPAddress":""}}}}
            """#
        let image = #"{"Id":"sha256:a","Config":{},"Size":1}"#
        let network = #"{"Name":"n","Id":"x","Driver":"bridge","EnableIPv4":true,"Status":{"IPAM":{}}}"#
        try await StubEngine.with(
            version: "1.52",
            answer: { request in
                switch request.path {
                case "/v1.52/containers/c1/json": .http("200 OK", container)
                case "/v1.52/images/i/json": .http("200 OK", image)
                case "/v1.52/networks/n": .http("200 OK", network)
                default: .http("404 Not Found", #"{"message":"\#(request.path)"}"#)
                }
            }
        ) { client, _ in
            let details = try await client.inspectContainer("c1")
            #expect(details.network.networks?["n"]?.address == "")
            #expect(details.network.ports?["22/tcp"]??.first?.hostPort == "1")
            #expect(try await client.inspectImage("i").config?.labels == nil)
            #expect(try await client.inspectImage("i").tags.isEmpty)
            #expect(try await client.inspectNetwork("n").labels.isEmpty)
        }
    }

    @Test(
        "A name that would change the path is refused before anything is sent",
        arguments: ["", "../etc", "a/b", "a?b", "a b", "-x", ".", "ü", String(repeating: "a", count: 256)])
    func badName(name: String) async throws {
        try await StubEngine.with(answer: { _ in .http("200 OK") }) { client, stub in
            await #expect(throws: DockerError.invalidName(name)) { try await client.startContainer(name) }
            #expect(stub.requests.isEmpty)
            #expect(stub.pings == 0)
        }
    }

    @Test("Output and error streams are told apart whatever the pieces", arguments: [1, 3, 7, 8, 9, 100])
    func frames(size: Int) async throws {
        var bytes: [UInt8] = []
        for (stream, text) in [(1, "out1"), (2, "err"), (1, ""), (1, "out2")] {
            bytes += [UInt8(stream), 0, 0, 0, 0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
        }
        let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        try await StubEngine.with(answer: { _ in .chunked(pieces) }) { client, _ in
            let output = try await client.containerLogs("abc")
            #expect(output.standardOutput == Array("out1out2".utf8))
            #expect(output.standardError == Array("err".utf8))
            #expect(!output.isTruncated)
        }
    }

    @Test("Output beyond the limit is dropped and said to be")
    func truncatedOutput() async throws {
        let frame: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 6] + Array("abcdef".utf8)
        try await StubEngine.with(answer: { _ in .chunked([frame]) }) { client, _ in
            let output = try await client.containerLogs("abc", limit: 4)
            #expect(output.text == "abcd")
            #expect(output.isTruncated)
        }
    }
}
