import JSON
import SharedState
import TestSupport
import Testing

@Suite("Failures of the W&B client")
struct WandbFailureTests {
    /// The error of a query that is answered with `reply`.
    private func failure(
        _ reply: StubServer.Reply, timeout: Duration = .seconds(60), answerLimit: Int = 64 << 20
    ) async throws -> StateError? {
        try await WandbProject.answered(reply, timeout: timeout, answerLimit: answerLimit) { project in
            await #expect(throws: StateError.self) { try await project.runs(matching: .all([])) }
        }
    }

    @Test("A refused key is told with the server's reason", arguments: [401, 403])
    func denied(status: Int) async throws {
        let error = try await failure(.text(status, #"{"errors":[{"message":"permission denied"}]}"#))
        #expect(error == .denied("permission denied"))
    }

    @Test("Too many requests tell how long to wait when the server says it")
    func limited() async throws {
        #expect(try await failure(.text(429, "")) == .limited(retryAfter: nil))
        #expect(try await failure(.text(429, "", headers: ["Retry-After: 7"])) == .limited(retryAfter: .seconds(7)))
        #expect(try await failure(.text(429, "", headers: ["Retry-After: soon"])) == .limited(retryAfter: nil))
        let past = "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(try await failure(.text(429, "", headers: [past])) == .limited(retryAfter: .zero))
    }

    @Test("Any other status is told with what the server says", arguments: [302, 400, 404, 409, 500, 502, 503])
    func status(status: Int) async throws {
        let headers = ["Location: http://127.0.0.1:1/"]
        #expect(
            try await failure(.text(status, "Bad\u{1b}[31m\r\nthing", headers: headers))
                == .status(status, "Bad [31m thing"))
        #expect(try await failure(.text(status, #"{"error":"no"}"#)) == .status(status, "no"))
    }

    @Test(
        "An answer with errors did not work, whatever data it holds",
        arguments: [
            (#"{"data":{"project":null},"errors":[{"message":"no such thing","path":["project"]}]}"#, "no such thing"),
            (#"{"errors":[{}]}"#, "no reason given"), (#"{"errors":{"message":"x"},"data":{}}"#, "no reason given"),
        ])
    func refused(body: String, message: String) async throws {
        #expect(try await failure(.text(200, body)) == .refused(message))
    }

    @Test("Empty errors are none", arguments: ["[]", "null"])
    func noErrors(errors: String) async throws {
        let body = #"{"data":{"project":null},"errors":\#(errors)}"#
        #expect(try await failure(.text(200, body)) == .noProject)
    }

    @Test("Garbage is malformed", arguments: ["", "<html></html>", "{", "{\"data\":", "\u{0}", "[[[["])
    func garbage(body: String) async throws {
        guard case .malformed = try await failure(.text(200, body)) else {
            Issue.record("not malformed")
            return
        }
    }

    @Test("Bytes that are no HTTP are malformed")
    func noHTTP() async throws {
        #expect(try await failure(.last(Array("220 mail.example ESMTP\r\n".utf8))) == .malformed("no HTTP"))
    }

    @Test("JSON without end is malformed")
    func deep() async throws {
        guard case .malformed = try await failure(.text(200, String(repeating: "[", count: 100_000))) else {
            Issue.record("not malformed")
            return
        }
    }

    @Test("A connection that is cut is told so", arguments: 0..<3)
    func cut(which: Int) async throws {
        let replies: [StubServer.Reply] = [
            .last([]), .last(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\"".utf8)),
            .last(Array("HTTP/1.1 200 OK\r\nContent-Le".utf8)),
        ]
        guard case .unreachable = try await failure(replies[which]) else {
            Issue.record("not unreachable")
            return
        }
    }

    @Test("A server that is not there, or speaks no TLS, is unreachable", arguments: [true, false])
    func unreachable(speaksNoTLS: Bool) async throws {
        let error = try await StubServer.serve({ _, _ in .silence }) { port, stub in
            let port = speaksNoTLS ? port : try ClosedPort.make()
            let project = try WandbProject.at(port, scheme: speaksNoTLS ? "https" : "http")
            return await #expect(throws: StateError.self) { try await project.beat("a", RunBeat()) }
        }
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A server that is silent, or stops in the middle, does not hold us", arguments: [true, false])
    func slow(inTheMiddle: Bool) async throws {
        let half = StubServer.Reply.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".utf8))
        let error = try await failure(inTheMiddle ? half : .silence, timeout: .milliseconds(200))
        #expect(error == .timedOut)
    }

    @Test("An answer beyond the limit is not read, whether it tells its length or not", arguments: [true, false])
    func oversized(tellsLength: Bool) async throws {
        let body = String(repeating: "x", count: 2_000)
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n\(body)\r\n0\r\n\r\n"
        let reply = tellsLength ? StubServer.Reply.text(200, body) : .bytes(Array(chunked.utf8))
        #expect(try await failure(reply, answerLimit: 1_000) == .tooLong)
    }

    @Test("An answer that tells a length beyond 64 MiB is not waited for")
    func announced() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n"
        #expect(try await failure(.bytes(Array(head.utf8))) == .tooLong)
    }

    @Test("A cancelled call ends with an error, not with half an answer")
    func cancelled() async throws {
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        try await StubServer.serve({ _, _ in
            arrival.yield()
            return .silence
        }) { port, _ in
            let project = try WandbProject.at(port)
            let call = Task { try await project.runs(matching: .all([])) }
            for await _ in arrivals { break }
            call.cancel()
            await #expect(throws: StateError.unreachable("cancelled")) { try await call.value }
        }
    }

    @Test("A failure does not spoil the next call")
    func recovers() async throws {
        let replies: [StubServer.Reply] = [
            .text(500, "no"), .last([]),
            .text(200, try CapturedExchange("019-Runs-public-empty").answer.serializedText),
        ]
        try await StubServer.serve({ index, _ in replies[min(index, 2)] }) { port, _ in
            let project = try WandbProject.at(port)
            await #expect(throws: StateError.status(500, "no")) { try await project.runs(matching: .all([])) }
            await #expect(throws: StateError.self) { try await project.runs(matching: .all([])) }
            #expect(try await project.runs(matching: .all([])).isEmpty)
        }
    }

    @Test("A server that says the key back does not bring it into errors", arguments: [200, 401, 500])
    func echo(status: Int) async throws {
        let sent = "YXBpOjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc="
        let message = "bad \(CapturedExchange.key), header Basic \(sent)"
        let error = try await failure(.text(status, #"{"errors":[{"message":"\#(message)"}]}"#))
        let told = try "\(#require(error)) \(String(reflecting: error))"
        #expect(!told.contains(CapturedExchange.key))
        #expect(!told.contains(sent))
        #expect(told.contains("bad …, header Basic …"))
    }

    @Test("A long reason is cut")
    func long() async throws {
        let error = try await failure(.text(500, String(repeating: "é", count: 5_000)))
        guard case .status(500, let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.unicodeScalars.count == 300)
    }
}
