import Docker
import Testing

/// Engines that refuse, lie, stall or go away.
struct BrokenEngineTests {
    @Test(
        "A refusal carries the engine's status and words",
        arguments: [
            ("404 Not Found", #"{"message":"No such container: x"}"#, 404, "No such container: x"),
            ("409 Conflict", #"{"message":"removal already in progress"}"#, 409, "removal already in progress"),
            ("500 Internal Server Error", "plain text\n", 500, "plain text"),
            ("304 Not Modified", "", 304, "Not Modified"), ("301 Moved", "", 301, "Moved Permanently"),
        ])
    func refusal(status: String, body: String, code: Int, message: String) async throws {
        try await StubEngine.with(answer: { _ in .http(status, body) }) { client, _ in
            let error = await #expect(throws: DockerError.self) { try await client.startContainer("x") }
            #expect(error == .http(status: code, message: message))
            #expect(error?.isNotFound == (code == 404))
            #expect(error?.isConflict == (code == 409))
            #expect(error?.isNotModified == (code == 304))
        }
    }

    @Test(
        "JSON of another form is a decoding error that names the place",
        arguments: ["{}", "[1]", #"[{"Id":1}]"#, "<html>", ""])
    func wrongJSON(body: String) async throws {
        try await StubEngine.with(answer: { _ in .http("200 OK", body) }) { client, _ in
            let error = await #expect(throws: DockerError.self) { try await client.listContainers() }
            guard case .decoding("GET /containers/json", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("A list that is null is an empty list")
    func null() async throws {
        try await StubEngine.with(answer: { _ in .http("200 OK", "null") }) { client, _ in
            let containers = try await client.listContainers()
            #expect(containers.isEmpty)
        }
    }

    @Test(
        "An engine that is silent, or stops in the middle, costs the time limit and no more",
        arguments: [
            "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[",
            "HTTP/1.1 404 X\r\nContent-Length: 9\r\n\r\n[",
        ])
    func silence(part: String) async throws {
        try await StubEngine.with(answer: { _ in .open(Array(part.utf8)) }) { client, _ in
            await #expect(throws: DockerError.timeout(call: "GET /containers/json")) {
                try await client.listContainers(timeout: .milliseconds(300))
            }
        }
    }

    @Test("A silent answer to the version question costs the caller's limit too")
    func silentPing() async throws {
        try await StubEngine.with(version: nil, answer: { _ in .open([]) }) { client, _ in
            await #expect(throws: DockerError.timeout(call: "GET /info")) {
                try await client.info(timeout: .milliseconds(300))
            }
        }
    }

    @Test(
        "Garbage and cut answers are violations of the protocol",
        arguments: [
            "\u{1}\u{2}garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n[]",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ])
    func garbage(bytes: String) async throws {
        try await StubEngine.with(answer: { _ in .bytes(Array(bytes.utf8)) }) { client, _ in
            let error = await #expect(throws: DockerError.self) { try await client.listContainers() }
            guard case .protocolViolation = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("An answer beyond 16 MiB is given up")
    func tooLarge() async throws {
        let chunk = [UInt8](repeating: 0x20, count: 1 << 20)
        try await StubEngine.with(answer: { _ in .chunked(Array(repeating: chunk, count: 17)) }) { client, _ in
            await #expect(
                throws: DockerError.protocolViolation(call: "GET /containers/json", reason: "the answer is too large")
            ) { try await client.listContainers(timeout: .seconds(300)) }
        }
    }

    @Test("A line of a stream beyond 1 MiB is given up")
    func longLine() async throws {
        let chunk = [UInt8](repeating: 0x20, count: 1 << 20)
        try await StubEngine.with(answer: { _ in .chunked([chunk, chunk]) }) { client, _ in
            let events = try await client.events()
            await #expect(
                throws: DockerError.protocolViolation(call: "GET /events", reason: "a line of the stream is too long")
            ) { for try await _ in events {} }
        }
    }

    @Test("A stream that breaks off gives what came, then an error")
    func cutStream() async throws {
        let line = #"{"Type":"container","Action":"die","Actor":{"ID":"a","Attributes":{"exitCode":"3"}},"timeNano":5}"#
        try await StubEngine.with(answer: { _ in .chunked([Array((line + "\n{").utf8)], cut: true) }) { client, _ in
            var seen: [EngineEvent] = []
            let events = try await client.events()
            let error = await #expect(throws: DockerError.self) { for try await event in events { seen.append(event) } }
            #expect(seen.map(\.action) == ["die"])
            #expect(seen.first?.actor.attributes?["exitCode"] == "3")
            guard case .protocolViolation = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test(
        "Frames that are none are a violation of the protocol",
        arguments: [
            [9, 0, 0, 0, 0, 0, 0, 1, 1], [1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 9, 1],
            [1, 0, 0, 0, 255, 255, 255, 255, 1],
        ] as [[UInt8]])
    func badFrames(bytes: [UInt8]) async throws {
        try await StubEngine.with(answer: { _ in .chunked([bytes]) }) { client, _ in
            let error = await #expect(throws: DockerError.self) { try await client.containerLogs("a") }
            guard case .protocolViolation = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("A socket that is not there is an engine that cannot be reached")
    func absent() async throws {
        let result = await TestClient.with(socketPath: "/tmp/ni-absent-socket") { try await $0.ping() }
        let error = #expect(throws: DockerError.self) { try result.get() }
        guard case .unreachable("/tmp/ni-absent-socket", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A cancelled call ends, although the engine is silent")
    func cancelled() async throws {
        try await StubEngine.with(answer: { _ in .open([]) }) { client, _ in
            // A task of its own, because the test itself must not be cancelled.
            let call = Task { try await client.listContainers(timeout: .seconds(600)) }
            call.cancel()
            let result = await call.result
            #expect(throws: DockerError.cancelled(call: "GET /containers/json")) { try result.get() }
        }
    }

    @Test("A hundred calls at once all get their own answer")
    func concurrent() async throws {
        try await StubEngine.with(answer: { request in
            let id = request.path.split(separator: "/").dropLast().last ?? ""
            return .http("200 OK", #"{"Name":"\#(id)","Driver":"local","Labels":null}"#)
        }) { client, _ in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 { group.addTask { try await client.inspectVolume("v").driver == "local" } }
                for try await good in group { #expect(good) }
            }
        }
    }
}
