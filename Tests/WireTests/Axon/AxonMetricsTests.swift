import Foundation
import HTTPTypes
import Keys
import Market
import TestSupport
import Testing
import Wire

/// What an axon counts about the requests that reach it.
@Suite("Axon metrics")
struct AxonMetricsTests {
    let people: People
    let metrics = CountedMetrics()
    /// The axon's clock stands still: a slow machine must not make a request too old.
    let now = systemWireClock()

    init() throws {
        people = try People()
    }

    func request(body: String = "{}", target: String = "/Allocate") -> SignedRequest {
        SignedRequest(
            from: people.alice, to: people.bob.account, nonce: now, uuid: UUID().uuidString.lowercased(),
            body: body, target: target)
    }

    func serve<R: Sendable>(
        standing: any CallerStanding = Standings(), maxWorkers: Int = 32, maxWaiting: Int = 256,
        routes: [MessageRoute] = [.allocate], _ body: @escaping @Sendable (Int) async throws -> R
    ) async throws -> R {
        try await RunningAxon.serve(
            as: people.bob, standing: standing, maxWorkers: maxWorkers, maxWaiting: maxWaiting, routes: routes,
            clock: { [now] in now }, metrics: metrics, body)
    }

    /// Sends `request` and checks that it left exactly these counts behind.
    func expect(
        _ request: SignedRequest, standing: any CallerStanding = Standings(), message: String = "Allocate",
        outcome: String, reason: String?
    ) async throws {
        _ = try await serve(standing: standing) { try await RawConnection.exchange($0, request.bytes) }
        var expected: [String: Double] = [
            "axon_requests_total{message=\(message),outcome=\(outcome)}": 1,
            "axon_request_seconds{message=\(message)}": 1,
        ]
        if let reason { expected["axon_refusals_total{reason=\(reason)}"] = 1 }
        #expect(metrics.values == expected)
    }

    @Test("A good request counts as ok, and nobody waits or works after it")
    func good() async throws {
        try await expect(request(), outcome: "ok", reason: nil)
    }

    @Test("A request signed by another key counts as not verified")
    func wrongKey() async throws {
        var asked = request()
        asked.fields[HeaderName.terminal(.dendrite, "hotkey")] = people.charlie.account.ss58
        try await expect(asked, outcome: "refused", reason: "not_verified")
    }

    @Test("A caller without standing counts as forbidden, without the reason's text")
    func forbidden() async throws {
        let standing = Standings(refused: [people.alice.account: "a text about the caller"])
        try await expect(request(), standing: standing, outcome: "refused", reason: "forbidden")
        #expect(!metrics.names.contains { $0.contains("a text") })
    }

    @Test(
        "Paths that are no messages count as unknown",
        arguments: [
            ("/Nothing", "unknown_message"), ("/", "unknown_message"), ("/Allocate/more", "unknown_path"),
            ("/unknown", "unknown_message"),
        ])
    func unknown(_ target: String, _ reason: String) async throws {
        try await expect(request(target: target), message: "unknown", outcome: "refused", reason: reason)
    }

    @Test("A method that an axon does not know is counted under the path's message")
    func method() async throws {
        var asked = request()
        asked.method = "PUT"
        try await expect(asked, outcome: "refused", reason: "method_not_allowed")
    }

    @Test(
        "Bodies are counted by what is wrong with them",
        arguments: [
            ("{", "refused", "malformed_json"), (#"{"timeline":"x"}"#, "failed", "failed"),
            (#"{"timeline":-1}"#, "failed", "failed"),
            (String(repeating: " ", count: 257 * 1_024), "refused", "too_large"),
        ])
    func bodies(_ body: String, _ outcome: String, _ reason: String) async throws {
        try await expect(request(body: body), outcome: outcome, reason: reason)
    }

    @Test("No path or header of a stranger makes a series")
    func hostile() async throws {
        let made = try await serve { [metrics] port in
            let before = metrics.names
            for number in 0..<50 {
                var asked = request(target: "/path-\(number)")
                asked.fields[HeaderName.name] = "name-\(number)"
                _ = try await RawConnection.exchange(port, asked.bytes)
            }
            return metrics.names.subtracting(before)
        }
        #expect(made.isEmpty)
        #expect(metrics.values["axon_requests_total{message=unknown,outcome=refused}"] == 50)
        #expect(metrics.values["axon_refusals_total{reason=unknown_message}"] == 50)
    }

    @Test("Waiting and working requests are told apart")
    func places() async throws {
        let gate = Gate()
        let held = MessageRoute("Allocate", bonus: 0) { (message: Allocate, _) in
            await gate.pass()
            return message
        }
        try await serve(maxWorkers: 1, maxWaiting: 1, routes: [held]) { [metrics] (port: Int) async throws -> Void in
            let (first, second) = (request().bytes, request().bytes)
            async let working = RawConnection.exchange(port, first)
            await until { gate.held == 1 }
            async let waiting = RawConnection.exchange(port, second)
            await until { metrics.values["axon_waiting"] == 1 }
            #expect(metrics.values["axon_working"] == 1)
            gate.open()
            #expect(try await working.status == 200)
            #expect(try await waiting.status == 200)
        }
        #expect(metrics.values["axon_waiting"] == nil)
        #expect(metrics.values["axon_working"] == nil)
        #expect(metrics.values["axon_requests_total{message=Allocate,outcome=ok}"] == 2)
    }

    @Test("A request that finds no place counts as busy and waits no more")
    func busy() async throws {
        let gate = Gate()
        let held = MessageRoute("Allocate", bonus: 0) { (message: Allocate, _) in
            await gate.pass()
            return message
        }
        try await serve(maxWorkers: 1, maxWaiting: 0, routes: [held]) { [metrics] (port: Int) async throws -> Void in
            let (first, second) = (request().bytes, request().bytes)
            async let working = RawConnection.exchange(port, first)
            await until { gate.held == 1 }
            #expect(try await RawConnection.exchange(port, second).status == 503)
            #expect(metrics.values["axon_waiting"] == nil)
            gate.open()
            #expect(try await working.status == 200)
        }
        #expect(metrics.values["axon_requests_total{message=Allocate,outcome=busy}"] == 1)
        #expect(metrics.values["axon_refusals_total{reason=busy}"] == 1)
        #expect(metrics.values["axon_requests_total{message=Allocate,outcome=ok}"] == 1)
    }

    @Test("Every metric has a help text")
    func help() async throws {
        _ = AxonMetrics(messages: ["Allocate"], factory: metrics)
        let names = Set(metrics.names.map { $0.prefix { $0 != "{" }.description })
        #expect(names == Set(AxonMetrics.help.keys))
    }
}
