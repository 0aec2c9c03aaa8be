import AsyncHTTPClient
import Foundation
import Keys
import Market
import NIOCore
import TestSupport
import Testing
import Wire

/// What a dendrite makes of answers, good and bad, and of none.
@Suite("Dendrite")
struct DendriteTests {
    let people: People
    let dendrite: Dendrite

    init() throws {
        people = try People()
        dendrite = Dendrite(keypair: people.alice, http: .dendrite)
    }

    func target(_ port: Int) -> AxonTarget {
        AxonTarget(hotkey: people.bob.account, ip: "127.0.0.1", port: port)
    }

    func ask(_ port: Int, _ message: Allocate = Allocate(), within: Duration = .seconds(30)) async -> DendriteOutcome<
        Allocate
    > {
        await dendrite.call(Allocate.name, message, to: target(port), timeout: within)
    }

    /// What the dendrite says when each request is answered so.
    func outcome(
        within: Duration = .seconds(30), _ answer: @escaping @Sendable (StubServer.Request) -> StubServer.Reply
    ) async throws -> DendriteOutcome<Allocate> {
        try await StubServer.serve({ answer($1) }) { port, _ in await ask(port, within: within) }
    }

    @Test("Our axon's answer is signed, and its output comes back")
    func success() async throws {
        let outcome = try await RunningAxon.serve(
            as: people.bob, unsignedBodies: .deny, routes: [.allocate]
        ) { port in
            await ask(port, Allocate(timeline: 3, publicKey: "k"))
        }
        guard case .answered(let answer, true) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(answer.timeline == 3)
        #expect(answer.publicKey == "k")
        #expect(answer.output == AllocateOutput(status: true, port: 4444))
        #expect(!outcome.mayHaveActed)
    }

    @Test("Calls of one dendrite to one axon at the same time are all taken, in whatever order they arrive")
    func concurrent() async throws {
        let outcomes = try await RunningAxon.serve(as: people.bob, routes: [.allocate]) { port in
            let targets = [AxonTarget](repeating: target(port), count: 120)
            return await dendrite.callAll(
                Allocate.name, Allocate(), to: targets, timeout: .seconds(30), parallel: 24)
        }
        for outcome in outcomes { #expect(outcome.label == "answered", "\(outcome)") }
    }

    @Test("Calls one after the other share a uuid, so that axons remember one sender")
    func sameSender() async throws {
        let uuids = try await StubServer.serve({ _, _ in .json(200, "{}") }) { port, stub in
            for _ in 0..<5 { _ = await ask(port) }
            return Set(stub.requests.compactMap { $0.header("bt_header_dendrite_uuid") })
        }
        #expect(uuids.count == 1)
    }

    @Test("Refusals of our axon arrive as what they are")
    func refusals() async throws {
        let standing = Standings(refused: [people.charlie.account: "Not enough stake!"])
        try await RunningAxon.serve(as: people.bob, standing: standing, routes: [.allocate]) {
            (port: Int) async throws -> Void in
            let charlie = Dendrite(keypair: people.charlie, http: .dendrite)
            let blacklisted: DendriteOutcome<Allocate> = await charlie.call(
                Allocate.name, Allocate(), to: target(port), timeout: .seconds(30))
            guard case .blacklisted(let reason) = blacklisted else {
                Issue.record("\(blacklisted)")
                return
            }
            #expect(reason == "Forbidden. Key is blacklisted: Not enough stake!.")
            #expect(!blacklisted.mayHaveActed)

            let failed = await ask(port, Allocate(timeline: -1))
            #expect(failed.status == 500)
            #expect(failed.mayHaveActed)

            let elsewhere = AxonTarget(hotkey: people.charlie.account, ip: "127.0.0.1", port: port)
            let wrong: DendriteOutcome<Allocate> = await dendrite.call(
                Allocate.name, Allocate(), to: elsewhere, timeout: .seconds(30))
            #expect(wrong.status == 401)
            #expect(!wrong.mayHaveActed)

            let unknown: DendriteOutcome<Allocate> = await dendrite.call(
                "Nothing", Allocate(), to: target(port), timeout: .seconds(30))
            #expect(unknown.status == 404)
        }
    }

    @Test("Nobody listening is unreachable, and the axon cannot have acted")
    func refusedConnection() async throws {
        let outcome = await ask(try ClosedPort.make())
        #expect(outcome.label == "unreachable", "\(outcome)")
        #expect(!outcome.mayHaveActed)
    }

    @Test("A call that never gets a connection is unreachable: the axon has not seen it")
    func noConnection() async throws {
        var configuration = HTTPClient.dendriteConfiguration
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
        configuration.timeout.connect = .milliseconds(100)
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let dendrite = Dendrite(keypair: people.alice, http: http)
        let gate = Gate()
        let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".utf8)
        let outcomes = try await StubServer.serve({ _, _ in .held(answer, until: gate.pass) }) { port, _ in
            let asked = target(port)
            async let first: DendriteOutcome<Allocate> = dendrite.call(
                Allocate.name, Allocate(), to: asked, timeout: .seconds(60))
            await until { gate.held == 1 }
            let second: DendriteOutcome<Allocate> = await dendrite.call(
                Allocate.name, Allocate(), to: asked, timeout: .seconds(60))
            gate.open()
            return [await first, second]
        }
        try await http.shutdown()
        #expect(outcomes.map(\.label) == ["answered", "unreachable"], "\(outcomes)")
        #expect(outcomes.last?.mayHaveActed == false)
    }

    @Test("An axon that says nothing is timed out, and may have acted")
    func silent() async throws {
        let outcome = try await outcome(within: .milliseconds(300)) { _ in .silence }
        #expect(outcome.label == "timed_out", "\(outcome)")
        #expect(outcome.mayHaveActed)
    }

    @Test("An answer that stops in the middle is timed out")
    func stalled() async throws {
        let half = Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".utf8)
        let outcome = try await outcome(within: .milliseconds(300)) { _ in .bytes(half) }
        #expect(outcome.label == "timed_out", "\(outcome)")
    }

    @Test(
        "What is no answer is a bad answer, and the axon may have acted",
        arguments: [
            "", "\u{0}\u{1}\u{2}\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
            "HTTP/1.1 99999 X\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
            "HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"timeline\":\"soon\"",
            "HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{\"timeline\":\"soon\"}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        ])
    func garbage(_ text: String) async throws {
        let bytes = Array(text.utf8)
        let outcome = try await outcome { _ in .last(bytes) }
        #expect(outcome.label == "bad_answer", "\(outcome)")
        #expect(outcome.mayHaveActed)
    }

    @Test("An answer of more than 1 MiB is a bad answer, announced or not")
    func tooLong() async throws {
        let body = [UInt8](repeating: 32, count: (1 << 20) + 1)
        let announced = Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
        let chunks = Array(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(String(body.count, radix: 16))\r\n".utf8)
        for bytes in [announced, chunks + body] {
            let outcome = try await outcome { _ in .bytes(bytes) }
            #expect(outcome.label == "bad_answer", "\(outcome)")
        }
    }

    @Test(
        "Statuses of a foreign axon",
        arguments: [
            (403, "blacklisted", false), (401, "refused", false), (404, "refused", false), (422, "refused", false),
            (500, "refused", true), (502, "refused", true), (503, "refused", false),
        ])
    func statuses(_ status: Int, _ label: String, _ mayHaveActed: Bool) async throws {
        let outcome = try await outcome { _ in .json(status, #"{"message":"Forbidden. \u001b[31m"}"#) }
        #expect(outcome.label == label)
        #expect(outcome.mayHaveActed == mayHaveActed)
        // Control characters of strangers do not reach logs and terminals.
        #expect(!"\(outcome)".contains("\u{1b}"))
    }

    @Test("A redirection is not followed")
    func redirection() async throws {
        let outcome = try await StubServer.serve({ _, _ in
            .json(307, "{}", headers: ["Location: http://127.0.0.1:1/Allocate"])
        }) { port, stub in
            let outcome = await ask(port)
            #expect(stub.requests.count == 1)
            return outcome
        }
        #expect(outcome.status == 307, "\(outcome)")
    }

    @Test("An unsigned answer is taken as such: Python axons do not sign")
    func unsigned() async throws {
        let outcome = try await outcome { _ in .json(200, #"{"timeline":7,"output":{"status":true}}"#) }
        guard case .answered(let answer, false) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(answer.timeline == 7)
    }

    @Test("A signature over another answer, of another key, or of no form is a bad answer")
    func badSignature() async throws {
        let (alice, bob, charlie) = (people.alice, people.bob, people.charlie)
        @Sendable func answer(
            _ request: StubServer.Request, by signer: Keypair, nonceShift: UInt64 = 0, status: Int = 200,
            signed: String = "{}"
        ) -> StubServer.Reply {
            let nonce = UInt64(request.header("X-Bittensor-Nonce") ?? "") ?? 0
            let payload = AnswerSignature.payload(
                status: status, nonce: nonce + nonceShift, body: Array(signed.utf8), axon: bob.account.ss58,
                caller: alice.account.ss58)
            return .json(200, "{}", headers: ["X-NI-Answer-Signature: \(signer.sign(payload).hex)"])
        }
        let good = try await outcome { answer($0, by: bob) }
        guard case .answered(_, true) = good else {
            Issue.record("\(good)")
            return
        }
        let bad: [@Sendable (StubServer.Request) -> StubServer.Reply] = [
            { answer($0, by: charlie) }, { answer($0, by: alice) }, { answer($0, by: bob, nonceShift: 1) },
            { answer($0, by: bob, status: 500) }, { answer($0, by: bob, signed: "{} ") },
            { _ in .json(200, "{}", headers: ["X-NI-Answer-Signature: "]) },
            { _ in .json(200, "{}", headers: ["X-NI-Answer-Signature: 0x00"]) },
            { _ in .json(403, "{}", headers: ["X-NI-Answer-Signature: 0x00"]) },
        ]
        for reply in bad {
            let outcome = try await outcome(reply)
            #expect(outcome.label == "bad_answer", "\(outcome)")
        }
    }

    @Test("The request carries both signatures, and names its sender as body-signing")
    func request() async throws {
        let requests = try await StubServer.serve({ _, _ in .json(200, "{}") }) { port, stub in
            for _ in 0..<3 { _ = await ask(port, within: .seconds(12)) }
            return stub.requests
        }
        #expect(requests.count == 3)
        var last: UInt64 = 0
        for request in requests {
            #expect(request.method == "POST" && request.path == "/Allocate")
            #expect(request.header("name") == "Allocate")
            #expect(request.header("timeout") == "12.0")
            #expect(request.header("content-type") == "application/json")
            #expect(request.header("computed_body_hash") == SynapseSignature.emptyBodyHash)
            #expect(request.header("bt_header_dendrite_version") == "9000000")
            #expect(SenderID.promisesSignedBody(request.header("bt_header_dendrite_uuid") ?? ""))
            let nonce = try #require(UInt64(request.header("bt_header_dendrite_nonce") ?? ""))
            #expect(nonce > last)
            last = nonce
            #expect(request.header("x-bittensor-nonce") == "\(nonce)")
            let text = SynapseSignature.message(
                nonce: nonce, dendrite: people.alice.account.ss58, axon: people.bob.account.ss58,
                uuid: request.header("bt_header_dendrite_uuid") ?? "", bodyHash: SynapseSignature.emptyBodyHash)
            let signature = try #require(Signature(hex: request.header("bt_header_dendrite_signature") ?? ""))
            #expect(people.alice.account.verifies(signature, over: Array(text.utf8)))
            let body = try #require(JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
            for member in ["name", "timeout", "total_size", "header_size", "dendrite", "axon", "computed_body_hash"] {
                #expect(body[member] != nil, "\(member)")
            }
        }
    }

    @Test("IPv6 targets are written in brackets")
    func authority() {
        let target = AxonTarget(hotkey: people.bob.account, ip: "::1", port: 8_091)
        #expect(target.authority == "[::1]:8091")
        #expect(self.target(1).authority == "127.0.0.1:1")
    }
}

extension DendriteOutcome {
    /// The status of a refusal.
    var status: Int? {
        guard case .refused(let status, _) = self else { return nil }
        return status
    }
}
