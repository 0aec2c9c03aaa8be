import Docker
import Testing

/// Which API version is spoken.
struct NegotiationTests {
    @Test(
        "The lower of both newest versions is spoken",
        arguments: [
            ("1.40", nil, "1.40"), ("1.43", nil, "1.43"), ("1.52", "1.44", "1.52"), ("1.53", nil, "1.52"),
            ("1.60", "1.44", "1.52"), ("1.60", "1.52", "1.52"), ("1.60", "x", "1.52"), ("2.0", "1.44", "1.52"),
        ])
    func lower(theirs: String, minimum: String?, spoken: String) async throws {
        try await StubEngine.with(version: theirs, minimum: minimum, answer: { _ in .http("200 OK", "[]") }) {
            client, stub in
            _ = try await client.listImages()
            #expect(stub.requests.first?.path == "/v\(spoken)/images/json")
        }
    }

    @Test("The version is asked for once")
    func once() async throws {
        try await StubEngine.with(answer: { _ in .http("200 OK", "[]") }) { client, stub in
            for _ in 0..<3 { _ = try await client.listImages() }
            #expect(stub.pings == 1)
            #expect(stub.requests.count == 3)
        }
    }

    @Test("An engine too old, or with a version that is none, is refused", arguments: ["1.39", "1", "", "x.y", "1.-4"])
    func refused(theirs: String) async throws {
        try await StubEngine.with(version: theirs, answer: { _ in .http("200 OK", "[]") }) { client, stub in
            await #expect(throws: DockerError.unsupportedVersion(engine: theirs)) { try await client.ping() }
            #expect(stub.requests.isEmpty)
        }
    }

    @Test("An engine that has left our versions behind is refused, with its versions and ours")
    func leftBehind() async throws {
        try await StubEngine.with(version: "1.60", minimum: "1.53", answer: { _ in .http("200 OK", "[]") }) {
            client, stub in
            let error = await #expect(throws: DockerError.unsupportedVersion(engine: "1.60", minimum: "1.53")) {
                try await client.listImages()
            }
            #expect(
                error?.description
                    == "the Docker Engine speaks version 1.53 to 1.60 of its API, this program 1.40 to 1.52")
            #expect(stub.requests.isEmpty)
        }
    }

    @Test(
        "An engine that was replaced by a newer or older one is asked again after its first refusal",
        arguments: [
            "client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client",
            "client version 1.52 is too new. Maximum supported API version is 1.41",
        ])
    func replaced(refusal: String) async throws {
        let answer = #"{"message":"\#(refusal)"}"#
        try await StubEngine.with(answer: { _ in .http("400 Bad Request", answer) }) { client, stub in
            for pings in 1...2 {
                await #expect(throws: DockerError.http(status: 400, message: refusal)) {
                    try await client.listImages()
                }
                #expect(stub.pings == pings)
            }
        }
    }

    @Test("Another refusal changes nothing about the version")
    func otherRefusal() async throws {
        let answer = #"{"message":"invalid filter"}"#
        try await StubEngine.with(answer: { _ in .http("400 Bad Request", answer) }) { client, stub in
            for _ in 0..<2 { await #expect(throws: DockerError.self) { try await client.listImages() } }
            #expect(stub.pings == 1)
        }
    }

    @Test("A server that is no engine is called one that breaks the protocol")
    func noHeader() async throws {
        try await StubEngine.with(version: nil, answer: { _ in .http("200 OK", "OK") }) { client, _ in
            await #expect(
                throws: DockerError.protocolViolation(call: "GET /_ping", reason: "no Api-Version header")
            ) { try await client.ping() }
        }
    }

    @Test(
        "DOCKER_HOST names the socket",
        arguments: [
            ([:], "/var/run/docker.sock"), (["DOCKER_HOST": ""], "/var/run/docker.sock"),
            (["DOCKER_HOST": "unix:///run/user/1/docker.sock"], "/run/user/1/docker.sock"),
        ] as [([String: String], String)])
    func host(environment: [String: String], path: String) throws {
        #expect(try DockerClient.socketPath(environment: environment) == path)
    }

    @Test(
        "A DOCKER_HOST that is no unix socket is refused",
        arguments: ["tcp://1.2.3.4:2375", "ssh://h", "unix://", "/x"])
    func badHost(host: String) {
        #expect(throws: DockerError.unsupportedHost(host)) {
            try DockerClient.socketPath(environment: ["DOCKER_HOST": host])
        }
    }
}
