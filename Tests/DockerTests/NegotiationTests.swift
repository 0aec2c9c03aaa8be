import Docker
import Testing

/// Which API version is spoken.
struct NegotiationTests {
    @Test(
        "The lower of both newest versions is spoken",
        arguments: [("1.40", "1.40"), ("1.41", "1.41"), ("1.43", "1.43"), ("1.50", "1.43"), ("2.0", "1.43")])
    func lower(theirs: String, spoken: String) async throws {
        try await StubEngine.with(version: theirs, answer: { _ in .http("200 OK", "[]") }) { client, stub in
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
