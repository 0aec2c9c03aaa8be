import HTTPTypes
import Hummingbird
import JSON
import Monitoring
import NIOCore
import Synchronization
import Testing
import Timing

@testable import AllocationAPI

/// What stands before every handler, over real connections.
@Suite(.timeLimit(.minutes(5))) struct EndpointTests {
    private static func endpoint(
        _ path: String = "/x", method: HTTPRequest.Method = .post, parameters: [EndpointParameter] = [],
        body: EndpointBody? = nil, timeLimit: Duration = .seconds(60),
        _ handle: @escaping @Sendable (APIRequest) async throws -> Response = { _ in
            JSONAnswer.success("done", data: JSONValue.object([:]))
        }
    ) -> Endpoint {
        Endpoint(
            method: method, path: path, summary: "s", group: .service, parameters: parameters, body: body,
            answers: [.success("done", data: Schema.object([:]))], timeLimit: timeLimit, handle: handle)
    }

    /// The JSON of the one answer in `text`.
    private func json(_ text: String) throws -> JSONValue {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        return try JSONValue.parse(String(try #require(parts.last)))
    }

    @Test("HEAD of a GET has its headers and no body; other methods are told what is allowed")
    func methods() async throws {
        try await EndpointServer.with([Self.endpoint(method: .get)]) { server async throws in
            let head = try await server.send("HEAD", "/x")
            #expect(head.hasPrefix("HTTP/1.1 200"))
            #expect(head.lowercased().contains("content-length: 43"))
            #expect(head.hasSuffix("\r\n\r\n"))
            for target in ["/x", "/x/", "//x", "/x?a=1"] {
                let wrong = try await server.send("DELETE", target)
                #expect(wrong.hasPrefix("HTTP/1.1 405"))
                #expect(wrong.lowercased().contains("allow: get, head"))
                #expect(try json(wrong)["message"] == "Method Not Allowed")
            }
            let nowhere = try await server.send("GET", "/x/y")
            #expect(nowhere.hasPrefix("HTTP/1.1 404"))
            #expect(try json(nowhere)["success"] == false)
        }
    }

    @Test("Members that nobody reads are named, bounded and harmless")
    func unknownFields() async throws {
        let body = EndpointBody(
            about: "b",
            schema: Schema.object(
                ["docker_requirement": Schema.reference("DockerRequirement"), "free": Schema.map(Schema.text)],
                optional: ["docker_requirement", "free"]))
        let hotkey = EndpointParameter(name: "hotkey", about: "h", schema: Schema.text)
        try await EndpointServer.with([Self.endpoint(parameters: [hotkey], body: body)]) { server async throws in
            let known = try await server.send(
                "POST", "/x?hotkey=a", body: #"{"hotkey":"b","docker_requirement":{"ssh_key":""},"free":{"a":"b"}}"#)
            #expect(known.hasPrefix("HTTP/1.1 200"))
            #expect(!known.contains("x-unknown-fields"))
            let unknown = try await server.send(
                "POST", "/x?color=a&%0d%0aset-cookie:%20a=1", body: #"{"docker_requirement":{"cpu":1},"é":1}"#)
            #expect(unknown.hasPrefix("HTTP/1.1 200"))
            #expect(!unknown.lowercased().contains("\r\nset-cookie"))
            #expect(unknown.contains("x-unknown-fields: ??set-cookie??a, color, docker_requirement.cpu, ?\r\n"))
            let many = (0..<1_000).map { "f\($0)=1" }.joined(separator: "&")
            let bounded = try await server.send("POST", "/x?\(many)&\(String(repeating: "y", count: 2_000))=1")
            let line = try #require(bounded.split(separator: "\r\n").first { $0.hasPrefix("x-unknown-fields") })
            #expect(line.utf8.count < 1_200)
            #expect(line.hasSuffix(", ..."))
        }
    }

    @Test("Everything that is wrong with the parameters is told at once, in order")
    func collected() async throws {
        let parameters = [
            EndpointParameter(name: "hotkey", about: "", schema: Schema.text, isRequired: true),
            EndpointParameter(name: "count", about: "", schema: Schema.optional(Schema.integer(0, 9))),
            EndpointParameter(name: "flag", about: "", schema: Schema.flag),
            EndpointParameter(name: "ratio", about: "", schema: Schema.number),
        ]
        try await EndpointServer.with([Self.endpoint(parameters: parameters)]) { server async throws in
            let answer = try await server.send("POST", "/x?count=-1&flag=maybe", body: #"{"ratio":[]}"#)
            #expect(answer.hasPrefix("HTTP/1.1 422"))
            let expected: JSONValue = [
                ["field": "hotkey", "message": "Field required"],
                ["field": "count", "message": "Input should be greater than or equal to 0"],
                ["field": "flag", "message": "Input should be a valid boolean, unable to interpret input"],
                ["field": "ratio", "message": "Input should be a valid number"],
            ]
            #expect(try json(answer)["err_detail"] == expected)
            let fine = try await server.send("POST", "/x?hotkey=&count=9", body: #"{"flag":null,"ratio":"1.5"}"#)
            #expect(fine.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("A list comes through where the schema has one")
    func list() async throws {
        let body = EndpointBody(about: "b", schema: Schema.list(Schema.text))
        let seen = Mutex<[JSONValue?]>([])
        let endpoint = Self.endpoint(body: body) { request in
            seen.withLock { $0.append(request.parameters.content) }
            return JSONAnswer.make(["ok": true])
        }
        try await EndpointServer.with([endpoint, Self.endpoint("/y")]) { server async throws in
            #expect(try await server.send("POST", "/x", body: #"["a"]"#).hasPrefix("HTTP/1.1 200"))
            #expect(try await server.send("POST", "/x").hasPrefix("HTTP/1.1 200"))
            #expect(try await server.send("POST", "/y", body: "[]").hasPrefix("HTTP/1.1 422"))
        }
        #expect(seen.withLock { $0 } == [["a"], nil])
    }

    @Test("A body that drips is answered 408, and the connection ends")
    func slowBody() async throws {
        let head = "POST /x HTTP/1.1\r\nHost: t\r\n"
        let announcing = head + "Content-Length: 10\r\n\r\n{"
        let chunking = head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
        var settings = EndpointServer.Settings()
        settings.limits = RequestLimits(bodyTime: .milliseconds(50), closing: Self.never)
        try await EndpointServer.with([Self.endpoint()], settings) { server async throws in
            let announced = try await server.answer(announcing)
            #expect(announced.hasPrefix("HTTP/1.1 408"))
            #expect(announced.lowercased().contains("connection: close"))
            let chunked = try await server.answer(chunking)
            #expect(chunked.hasPrefix("HTTP/1.1 408"))
            #expect(try json(chunked)["success"] == false)
        }
        settings.limits.closing = .milliseconds(50)
        try await EndpointServer.with([Self.endpoint()], settings) { server async throws in
            for request in [announcing, chunking] { try await ends(server, request, "HTTP/1.1 408") }
        }
    }

    @Test("A body that is too long is answered 413, announced or not, and the connection ends")
    func longBody() async throws {
        let head = "POST /x HTTP/1.1\r\nHost: t\r\n"
        let announcing = head + "Content-Length: 1025\r\n\r\n"
        let chunk = "400\r\n\(String(repeating: " ", count: 1_024))\r\n"
        let chunking = head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk
        var settings = EndpointServer.Settings()
        settings.limits = RequestLimits(bodyBytes: 1_024, closing: Self.never)
        try await EndpointServer.with([Self.endpoint()], settings) { server async throws in
            for request in [announcing, chunking] {
                #expect(try await server.answer(request).hasPrefix("HTTP/1.1 413"))
            }
            let huge = try await server.exchange(head + "Content-Length: 99999999999999999999\r\n\r\n")
            #expect(!huge.hasPrefix("HTTP/1.1 2"))
            let fits = try await server.send("POST", "/x", body: String(repeating: " ", count: 1_024))
            #expect(fits.hasPrefix("HTTP/1.1 200"))
        }
        settings.limits.closing = .milliseconds(50)
        try await EndpointServer.with([Self.endpoint()], settings) { server async throws in
            for request in [announcing, chunking] { try await ends(server, request, "HTTP/1.1 413") }
        }
    }

    /// So long that every answer is sent before, however slow the machine is.
    private static let never = TimeAmount.hours(1)

    /// The server ends the connection of `request`; on a slow machine that may be before its answer was sent.
    private func ends(
        _ server: EndpointServer, _ request: String, _ status: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let text = try await server.exchange(request)
        #expect(text.isEmpty || text.hasPrefix(status), sourceLocation: sourceLocation)
    }

    @Test("A handler that takes too long is cancelled and answered 504")
    func timeLimit() async throws {
        let wasCancelled = Mutex(false)
        let endpoint = Self.endpoint(timeLimit: .milliseconds(50)) { _ in
            await Gate().pass()
            wasCancelled.withLock { $0 = Task.isCancelled }
            return JSONAnswer.make(["late": true])
        }
        try await EndpointServer.with([endpoint]) { server async throws in
            let answer = try await server.send("POST", "/x")
            #expect(answer.hasPrefix("HTTP/1.1 504"))
            #expect(try json(answer)["message"] == "The request took too long.")
        }
        #expect(wasCancelled.withLock { $0 })
    }

    @Test("A limit inside a handler is not the limit of the request, and what failed stays inside")
    func failures() async throws {
        let inner = Self.endpoint("/inner") { _ in throw TimeLimit.Exceeded() }
        let secret = Self.endpoint("/secret") { _ in throw Secret() }
        let worded = Self.endpoint("/worded") { _ in throw Secret() }.failing("An error occurred during it.")
        try await EndpointServer.with([inner, secret, worded]) { server async throws in
            let told = try await server.send("POST", "/worded")
            #expect(told.hasPrefix("HTTP/1.1 403"))
            #expect(try json(told)["message"] == "An error occurred during it.")
            for path in ["/inner", "/secret"] {
                let answer = try await server.send("POST", path)
                #expect(answer.hasPrefix("HTTP/1.1 500"))
                #expect(try json(answer)["message"] == "Internal Server Error")
                #expect(!answer.contains("canary"))
            }
        }
    }

    private struct Secret: Error, CustomStringConvertible {
        let description = "canary"
    }

    @Test("A handler learns that its client hung up")
    func gone() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (ended, end) = AsyncStream.makeStream(of: Bool.self)
        let endpoint = Self.endpoint(timeLimit: .seconds(20)) { request in
            let wasThere = !request.isClientGone
            begin.yield()
            while !request.isClientGone, await Pacing.pause(.milliseconds(5)) {}
            end.yield(wasThere && request.isClientGone)
            return JSONAnswer.make(["nobody": "reads this"])
        }
        try await EndpointServer.with([endpoint]) { server async throws in
            try await server.connection { _, outbound in
                let head = "POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n{}"
                try await outbound.write(ByteBuffer(string: head))
                for await _ in begun { break }
            }
            for await isGone in ended {
                #expect(isGone)
                break
            }
        }
    }

    @Test("Answers are counted by endpoint and status, paths of strangers together")
    func counts() async throws {
        var settings = EndpointServer.Settings()
        let registry = MetricsRegistry()
        settings.metrics = registry
        try await EndpointServer.with([Self.endpoint()], settings) { server async throws in
            _ = try await server.send("POST", "/x?secret=canary")
            _ = try await server.send("POST", "/x", body: "{")
            _ = try await server.send("GET", "/nowhere1")
            _ = try await server.send("GET", "/nowhere2")
        }
        let text = await registry.text()
        #expect(text.contains(#"api_requests_total{path="/x",status="200"} 1"#))
        #expect(text.contains(#"api_requests_total{path="/x",status="422"} 1"#))
        #expect(text.contains(#"api_requests_total{path="other",status="404"} 2"#))
        #expect(text.contains(#"api_request_seconds_count{path="/x"} 2"#))
        #expect(!text.contains("canary") && !text.contains("nowhere"))
    }
}
