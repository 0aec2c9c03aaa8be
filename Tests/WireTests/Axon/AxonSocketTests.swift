import Foundation
import HTTPTypes
import Keys
import Market
import TestSupport
import Testing
import Wire

/// An axon over real sockets: what a well-behaved library would never send, and what must not hurt.
@Suite("Axon over sockets")
struct AxonSocketTests {
    let people: People

    init() throws {
        people = try People()
    }

    func request(body: String = "{}", target: String = "/Allocate", btauth: Bool = false) -> SignedRequest {
        SignedRequest(
            from: people.alice, to: people.bob.account, nonce: systemWireClock(),
            uuid: btauth ? SenderID.bodySigning() : UUID().uuidString.lowercased(), body: body, target: target,
            btauth: btauth)
    }

    func serve<R: Sendable>(
        unsignedBodies: UnsignedBodies = .allow, maxWorkers: Int = 32, maxWaiting: Int = 256,
        routes: [MessageRoute] = [.allocate], _ body: @escaping @Sendable (Int) async throws -> R
    ) async throws -> R {
        try await RunningAxon.serve(
            as: people.bob, unsignedBodies: unsignedBodies, maxWorkers: maxWorkers, maxWaiting: maxWaiting,
            routes: routes, body)
    }

    @Test("A body of 256 KiB is read, one of 257 KiB is 413, and the connection goes on")
    func largeBody() async throws {
        @Sendable func padded(_ size: Int) -> String { "{}" + String(repeating: " ", count: size - 2) }
        try await serve { (port: Int) async throws -> Void in
            try await RawConnection.open(port) { connection in
                for (size, status) in [(256 * 1_024, 200), (257 * 1_024, 413), (2, 200)] {
                    try await connection.send(request(body: padded(size)).bytes)
                    let answer = try await connection.answer()
                    #expect(answer.status == status, "\(size) bytes")
                    if status == 413 { #expect(answer.text.hasPrefix(#"{"detail":"#)) }
                }
            }
        }
    }

    @Test("A chunked body without an end is 413 as soon as it is too long")
    func endlessBody() async throws {
        try await serve { (port: Int) async throws -> Void in
            try await RawConnection.open(port) { connection in
                var endless = request()
                endless.fields[.transferEncoding] = "chunked"
                let head = String(decoding: endless.bytes, as: UTF8.self).replacing("Content-Length: 2\r\n", with: "")
                try await connection.send(Array(head.dropLast(2).utf8))
                let chunk = Array("1000\r\n".utf8) + [UInt8](repeating: 32, count: 4_096) + Array("\r\n".utf8)
                for _ in 0..<66 { try await connection.send(chunk) }
                #expect(try await connection.answer().status == 413)
            }
        }
    }

    @Test("A chunked body that fits is like any other")
    func chunked() async throws {
        try await serve { (port: Int) async throws -> Void in
            var small = request()
            small.fields[.transferEncoding] = "chunked"
            let head = String(decoding: small.bytes, as: UTF8.self).replacing("Content-Length: 2\r\n", with: "")
            let bytes = Array(head.dropLast(2).utf8) + Array("1\r\n{\r\n1\r\n}\r\n0\r\n\r\n".utf8)
            #expect(try await RawConnection.exchange(port, bytes).status == 200)
        }
    }

    @Test("64 headers pass, more are refused, and so are headers of more than 16 KiB")
    func manyHeaders() async throws {
        try await serve { (port: Int) async throws -> Void in
            var full = request()
            // Two more are Host and Content-Length.
            while full.fields.count < 62 {
                guard let name = HTTPField.Name("x-\(full.fields.count)") else { return }
                full.fields[name] = "1"
            }
            #expect(try await RawConnection.exchange(port, full.bytes).status == 200)
            for extra in [1, 100, 2_000] {
                var more = request()
                for number in 0..<62 + extra {
                    guard let name = HTTPField.Name("x-\(number)") else { return }
                    more.fields[name] = "1"
                }
                #expect(try await RawConnection.exchange(port, more.bytes).status / 100 == 4)
            }
            for size in [17 * 1_024, 100_000] {
                var long = request()
                long.fields[.userAgent] = String(repeating: "a", count: size)
                #expect(try await RawConnection.exchange(port, long.bytes).status / 100 == 4)
            }
            let answer = try await RawConnection.exchange(port, request().bytes)
            #expect(answer.status == 200)
        }
    }

    @Test(
        "Unknown paths and methods get FastAPI's or the Python axon's form",
        arguments: [
            (
                "POST", "/Nothing", 404,
                #"{"message":"Synapse name 'Nothing' not found. Available synapses ['Synapse', 'Allocate']"}"#
            ),
            ("POST", "/", 404, #"{"message":"Synapse name '' not found. Available synapses ['Synapse', 'Allocate']"}"#),
            ("POST", "/Allocate/more", 404, #"{"detail":"Not Found"}"#),
            ("PUT", "/Allocate", 405, #"{"detail":"Method Not Allowed"}"#),
            ("DELETE", "/Allocate", 405, #"{"detail":"Method Not Allowed"}"#),
        ])
    func forms(_ method: String, _ target: String, _ status: Int, _ body: String) async throws {
        let answer = try await serve { port in
            var asked = request()
            asked.method = method
            asked.target = target
            return try await RawConnection.exchange(port, asked.bytes)
        }
        #expect(answer.status == status)
        #expect(answer.text == body)
    }

    @Test("A query, GET, and an absent body are no obstacle")
    func loosePoints() async throws {
        try await serve { (port: Int) async throws -> Void in
            var get = request()
            get.method = "GET"
            #expect(try await RawConnection.exchange(port, get.bytes).status == 200)
            #expect(try await RawConnection.exchange(port, request(target: "/Allocate?x=1").bytes).status == 200)
            #expect(try await RawConnection.exchange(port, request(body: "").bytes).status == 200)
        }
    }

    @Test("After each kind of error the connection still serves")
    func keptAlive() async throws {
        try await serve { (port: Int) async throws -> Void in
            try await RawConnection.open(port) { connection in
                var forged = request()
                forged.body = Array("{".utf8)
                var unsigned = request()
                unsigned.fields[HeaderName.bodyHash] = nil
                var lost = request()
                lost.target = "/a/b"
                let bad = [
                    (forged, 422), (unsigned, 401), (lost, 404), (request(body: #"{"timeline":"x"}"#), 500),
                    (request(body: #"{"timeline":-1}"#), 500),
                ]
                for (spoiled, status) in bad {
                    try await connection.send(spoiled.bytes)
                    #expect(try await connection.answer().status == status)
                    try await connection.send(request().bytes)
                    #expect(try await connection.answer().status == 200)
                }
            }
        }
    }

    @Test("Pipelined requests are answered in their order")
    func pipelined() async throws {
        try await serve { (port: Int) async throws -> Void in
            try await RawConnection.open(port) { connection in
                let good = request()
                try await connection.send(good.bytes + good.bytes + request().bytes)
                var statuses: [Int] = []
                for _ in 0..<3 { statuses.append(try await connection.answer().status) }
                #expect(statuses == [200, 401, 200])
            }
        }
    }

    @Test("Under check-only an unsigned body may ask and not act; a signed one may both")
    func checkOnly() async throws {
        try await serve(unsignedBodies: .checkOnly) { (port: Int) async throws -> Void in
            let (ask, act) = (#"{"checking":true}"#, #"{"checking":false}"#)
            #expect(try await RawConnection.exchange(port, request(body: ask).bytes).status == 200)
            #expect(try await RawConnection.exchange(port, request(body: ask, btauth: true).bytes).status == 200)
            #expect(try await RawConnection.exchange(port, request(body: act, btauth: true).bytes).status == 200)
            let refused = try await RawConnection.exchange(port, request(body: act).bytes)
            #expect(refused.status == 401)
            #expect(refused.text.contains("unsigned bodies may only ask"))
        }
    }

    @Test("Under check-only no other message is taken unsigned than the ping, however harmless it looks")
    func checkOnlyOthers() async throws {
        try await serve(unsignedBodies: .checkOnly, routes: [.allocate, .specs]) { (port: Int) async throws -> Void in
            let refused = try await RawConnection.exchange(port, request(target: "/Specs").bytes)
            #expect(refused.status == 401)
            #expect(try await RawConnection.exchange(port, request(target: "/Specs", btauth: true).bytes).status == 200)
            #expect(try await RawConnection.exchange(port, request(target: "/Synapse").bytes).status == 200)
        }
    }

    @Test("Where it is not known yet what becomes of unsigned bodies, that holds which comes later")
    func settledLater() async throws {
        let gate = Gate()
        try await RunningAxon.serve(
            as: people.bob, unsignedBodies: .deny, routes: [.allocate],
            configure: {
                $0.settledBodies = {
                    await gate.pass()
                    return .allow
                }
            }
        ) { (port: Int) async throws -> Void in
            await until { gate.held == 1 }
            #expect(try await RawConnection.exchange(port, request().bytes).status == 401)
            gate.open()
            try await until { try await RawConnection.exchange(port, request().bytes).status == 200 }
        }
    }

    @Test("To a signed body the answer is signed, errors of the handler included; to an unsigned one it is not")
    func signedAnswer() async throws {
        let (bob, alice) = (people.bob.account, people.alice.account)
        try await serve { (port: Int) async throws -> Void in
            for (body, status) in [("{}", 200), (#"{"timeline":-1}"#, 500), (#"{"timeline":"x"}"#, 500)] {
                let asked = request(body: body, btauth: true)
                let answer = try await RawConnection.exchange(port, asked.bytes)
                #expect(answer.status == status)
                let signature = try #require(Signature(hex: answer.headers["x-ni-answer-signature"] ?? ""))
                let nonce = try #require(UInt64(asked.fields[HeaderName.btauthNonce] ?? ""))
                let payload = AnswerSignature.payload(
                    status: status, nonce: nonce, body: answer.body, axon: bob.ss58, caller: alice.ss58)
                #expect(bob.verifies(signature, over: payload))
            }
            let unsigned = try await RawConnection.exchange(port, request().bytes)
            #expect(unsigned.headers["x-ni-answer-signature"] == nil)
        }
    }

    @Test("When all workers and places are taken the next request is 503, and later ones are served")
    func busy() async throws {
        let gate = Gate()
        let held = MessageRoute("Allocate", bonus: 0) { (message: Allocate, _) in
            await gate.pass()
            return message
        }
        try await serve(maxWorkers: 1, maxWaiting: 0, routes: [held]) { (port: Int) async throws -> Void in
            let (first, second) = (request().bytes, request().bytes)
            async let slow = RawConnection.exchange(port, first)
            await until { gate.held == 1 }
            let refused = try await RawConnection.exchange(port, second)
            #expect(refused.status == 503)
            #expect(refused.text == #"{"message":"Too many requests are waiting. Try again later"}"#)
            gate.open()
            #expect(try await slow.status == 200)
            #expect(try await RawConnection.exchange(port, request().bytes).status == 200)
        }
    }

    @Test("A check is answered while another handler works")
    func checkDuringWork() async throws {
        let gate = Gate()
        let route = MessageRoute("Allocate", bonus: 0, acts: { (message: Allocate) in !message.checking }) {
            message, _ in
            if !message.checking { await gate.pass() }
            return message
        }
        try await serve(routes: [route]) { (port: Int) async throws -> Void in
            let build = request(body: #"{"checking":false}"#).bytes
            async let slow = RawConnection.exchange(port, build)
            await until { gate.held == 1 }
            #expect(try await RawConnection.exchange(port, request(body: #"{"checking":true}"#).bytes).status == 200)
            gate.open()
            #expect(try await slow.status == 200)
        }
    }

    @Test("One of two requests with the same nonce that come at once is refused")
    func raceOfReplays() async throws {
        try await serve { (port: Int) async throws -> Void in
            let bytes = request().bytes
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await RawConnection.exchange(port, bytes).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200] + [Int](repeating: 401, count: 7))
        }
    }
}
