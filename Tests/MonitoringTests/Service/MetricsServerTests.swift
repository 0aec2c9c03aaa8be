import CoreMetrics
import Monitoring
import NIOHTTP1
import ServiceLifecycle
import TestSupport
import Testing

/// The server as Prometheus sees it.
@Suite("Metrics server")
struct MetricsServerTests {
    let registry = MetricsRegistry(readingTime: .unhurried)

    @Test("GET /metrics is the text of the registry in its own type", arguments: ["/metrics", "/metrics?name[]=x"])
    func scrape(_ target: String) async throws {
        Counter(label: "x_total", dimensions: [("who", "ümläut")], factory: registry).increment(by: 2)
        let answer = try await RunningMetrics.serve(registry) { try await $0.get(target) }
        #expect(answer.status == 200)
        #expect(answer.type == "text/plain; version=0.0.4; charset=utf-8")
        #expect(try ParsedMetrics(answer.text).value("x_total", ["who": "ümläut"]) == 2)
    }

    @Test("Other paths are 404 with a hint", arguments: ["/", "/metrics/", "/metric", "/favicon.ico"])
    func elsewhere(_ target: String) async throws {
        let answer = try await RunningMetrics.serve(registry) { try await $0.get(target) }
        #expect(answer.status == 404)
        #expect(answer.text == "Metrics are at /metrics\n")
    }

    @Test("Other methods are 405", arguments: [HTTPMethod.POST, .PUT, .DELETE])
    func otherMethods(_ method: HTTPMethod) async throws {
        let answer = try await RunningMetrics.serve(registry) { try await $0.get("/metrics", method: method) }
        #expect(answer.status == 405)
    }

    @Test("A scrape in progress is answered before the server stops")
    func drains() async throws {
        let gate = Gate()
        registry.onScrape("x", "Held.") {
            await gate.pass()
            return [Reading(1)]
        }
        let answer = try await RunningMetrics.serve(registry) { server in
            async let answer = server.get("/metrics")
            await until { gate.held == 1 }
            await server.group.triggerGracefulShutdown()
            gate.open()
            return try await answer
        }
        #expect(answer.status == 200)
        #expect(try ParsedMetrics(answer.text).value("x") == 1)
    }

    @Test("Twenty scrapes at once are all answered")
    func many() async throws {
        registry.addProcess()
        let texts = try await RunningMetrics.serve(registry) { server in
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { try await server.get("/metrics").text } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(texts.count == 20)
        for text in texts { #expect(try ParsedMetrics(text).types.count == 4) }
    }

    @Test("A port that is taken is named in the error")
    func taken() async throws {
        try await RunningMetrics.serve(registry) { (server: RunningMetrics) async throws -> Void in
            let second = MetricsServer(registry: registry, port: server.port, logger: .silent)
            let error = await #expect(throws: MetricsServer.Problem.self) { try await second.run() }
            #expect(error == .portTaken(ip: "127.0.0.1", port: server.port))
            #expect(error?.description.contains("port \(server.port) of 127.0.0.1 is taken") == true)
            #expect(try await server.get("/metrics").status == 200)
        }
    }

    @Test("An address of another machine is named in the error")
    func foreign() async throws {
        // 192.0.2.0/24 is for documentation only: RFC 5737.
        let server = MetricsServer(registry: registry, ip: "192.0.2.1", port: 0, logger: .silent)
        await #expect(throws: MetricsServer.Problem.foreignAddress(ip: "192.0.2.1")) { try await server.run() }
    }
}
