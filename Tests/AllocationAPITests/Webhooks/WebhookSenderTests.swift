import Crypto
import Foundation
import Hummingbird
import JSON
import Keys
import Monitoring
import NIOCore
import NIOSSL
import Store
import Synchronization
import TestSupport
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct WebhookSenderTests {
    @Test("A webhook has the headers and the body that receivers know, signed over the very bytes")
    func form() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            let secret = "d\u{e9}j\u{e0} vu"
            try await outbox.add(.deallocated, "a")
            try await outbox.add(.offline, "b")
            try await outbox.deliver(try outbox.sender(receiver.environment(secret: secret)))
            #expect(try await outbox.owed == 0)
            #expect(Set(receiver.taken.map(\.path)) == ["/deallocated", "/status"])
            for webhook in receiver.taken {
                #expect(webhook.header("accept") == "*/*")
                #expect(webhook.header("content-type") == "application/json")
                let key = SymmetricKey(data: Data(secret.utf8))
                let code = HMAC<SHA256>.authenticationCode(for: Array(webhook.body.utf8), using: key)
                #expect(webhook.header("x-webhook-signature") == Hex.encode(Array(code)))
                #expect(webhook["test"] == true)
                #expect(webhook["time"] == .text("2027-01-15T08:00:00.000000Z"))
            }
            let text = await outbox.metrics.text()
            #expect(text.contains("webhooks_sent_total 2"))
            #expect(text.contains("webhooks_owed 0"))
        }
    }

    @Test("Down, failing, redirecting, then well: each arrives once, in order per hotkey, the same at every try")
    func order() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            for kind in [Notice.Kind.offline, .online, .deallocated] {
                for hotkey in ["a", "b", "c"] { try await outbox.add(kind, hotkey) }
            }
            // Nobody listens there.
            var nowhere = receiver.environment()
            nowhere["STATUS_NOTIFY_URL"] = "http://127.0.0.1:1/"
            let first = try outbox.sender(nowhere)
            try await outbox.deliver(first)
            #expect(try await outbox.owed == 9)
            #expect(receiver.came.isEmpty, "what comes later waits for what came first")

            // Another process goes on when the lease of the first is over; the schedule is the store's.
            var one = receiver.environment()
            one["STATUS_NOTIFY_URL"] = one["DEALLOCATION_NOTIFY_URL"]
            let sender = try outbox.sender(one)
            try await outbox.deliver(sender)
            #expect(receiver.came.isEmpty)
            outbox.clock.pass(61)
            receiver.answer(500)
            try await outbox.deliver(sender)
            #expect(receiver.came.count == 3)
            receiver.behave { _ in Response(status: .temporaryRedirect, headers: [.location: "/elsewhere"]) }
            try await outbox.deliver(sender)
            #expect(receiver.came.count == 3, "not before 15 s have passed")
            outbox.clock.pass(15)
            try await outbox.deliver(sender)
            #expect(receiver.came.count == 6)
            // The third try was the last of the round.
            outbox.clock.pass(179)
            receiver.answer(201)
            try await outbox.deliver(sender)
            #expect(receiver.came.count == 6)
            outbox.clock.pass(1)
            try await outbox.deliver(sender)

            #expect(try await outbox.owed == 0)
            #expect(receiver.came.allSatisfy { $0.path != "/elsewhere" })
            for hotkey in ["a", "b", "c"] {
                let taken = receiver.taken.map(\.what).filter { $0.hasPrefix(hotkey) }
                #expect(taken == ["\(hotkey) OFFLINE", "\(hotkey) ONLINE", "\(hotkey) DEALLOCATION"])
            }
            for tries in Dictionary(grouping: receiver.came, by: \.what).values {
                #expect(Set(tries.map(\.body)).count == 1)
                #expect(Set(tries.map { $0.header("x-webhook-id") }).count == 1)
            }
            #expect(Set(receiver.taken.map { $0.header("x-webhook-id") }).count == 9)
        }
    }

    @Test("A receiver that takes too long is tried again; one hotkey's trouble is not another's")
    func slow() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            let gate = Gate()
            let waiting = Mutex(false)
            receiver.behave { webhook in
                guard webhook.what.hasPrefix("slow") else { return Response(status: .ok) }
                let isFirst = waiting.withLock { waiting in
                    defer { waiting = true }
                    return !waiting
                }
                if isFirst { await gate.pass() }
                return Response(status: .serviceUnavailable)
            }
            try await outbox.add(.offline, "slow")
            for number in 0..<20 { try await outbox.add(.offline, "quick \(number)") }
            let sender = try outbox.sender(receiver.environment())
            try await outbox.deliver(sender, limit: .seconds(1))
            #expect(receiver.taken.allSatisfy { $0.what.hasPrefix("quick") })
            // On a busy machine some of the quick ones may have been late, too.
            while try await outbox.owed > 1 {
                outbox.clock.pass(15)
                try await outbox.deliver(sender, limit: .seconds(5))
            }
            gate.open()
            receiver.answer(200)
            outbox.clock.pass(1_000)
            try await outbox.deliver(sender)
            #expect(try await outbox.owed == 0)
            #expect(receiver.taken.contains { $0.what == "slow OFFLINE" })
        }
    }

    @Test("At most 16 receivers are told at a time")
    func bounded() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            let load = Mutex((now: 0, most: 0))
            receiver.behave { _ in
                load.withLock { load in
                    load.now += 1
                    load.most = max(load.most, load.now)
                }
                for _ in 0..<20 { await Task.yield() }
                load.withLock { $0.now -= 1 }
                return Response(status: .ok)
            }
            for number in 0..<100 { try await outbox.add(.online, "\(number)") }
            try await outbox.deliver(try outbox.sender(receiver.environment()))
            #expect(receiver.taken.count == 100)
            #expect(load.withLock { $0.most } <= 16)
        }
    }

    @Test("Two senders on one store: each webhook goes out once")
    func twoSenders() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            for number in 0..<50 { try await outbox.add(.online, "\(number)") }
            let senders = [
                try outbox.sender(receiver.environment()), try outbox.sender(receiver.environment()),
            ]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for sender in senders { group.addTask { try await outbox.deliver(sender) } }
                try await group.waitForAll()
            }
            #expect(receiver.came.count == 50)
            #expect(try await outbox.owed == 0)
        }
    }

    @Test("A receiver of another authority is told nothing, until that authority is named")
    func badCertificate() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let server = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(paths.server).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: paths.serverKey, format: .pem)))
            try await WebhookListener.with(tls: server) { receiver async throws in
                let outbox = TestOutbox()
                try await outbox.add(.online, "a")
                let stranger = try WebhookSettings(environment: receiver.environment())
                let sender = outbox.sender(stranger)
                try await outbox.deliver(sender, stranger.tls)
                #expect(receiver.came.isEmpty)
                #expect(try await outbox.owed == 1)
                outbox.clock.pass(15)
                let friend = try WebhookSettings(environment: receiver.environment(), authorityPath: paths.ca)
                try await outbox.deliver(sender, friend.tls)
                #expect(receiver.taken.map(\.what) == ["a ONLINE"])
            }
        }
    }

    @Test("A receiver that asks for a certificate is shown ours")
    func clientCertificate() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            var server = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(paths.server).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: paths.serverKey, format: .pem)))
            server.trustRoots = .file(paths.ca)
            server.certificateVerification = .noHostnameVerification
            try await WebhookListener.with(tls: server) { receiver async throws in
                let outbox = TestOutbox()
                try await outbox.add(.online, "a")
                let without = try WebhookSettings(environment: receiver.environment(), authorityPath: paths.ca)
                let sender = outbox.sender(without)
                try await outbox.deliver(sender, without.tls)
                #expect(receiver.came.isEmpty)
                outbox.clock.pass(15)
                let with = try WebhookSettings(
                    environment: receiver.environment(), authorityPath: paths.ca,
                    certificatePath: paths.client.certificate, keyPath: paths.client.key)
                try await outbox.deliver(sender, with.tls)
                #expect(receiver.taken.count == 1)
            }
        }
    }

    @Test("What nobody is to be told is settled at once")
    func nobody() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            for kind in Notice.Kind.allCases { try await outbox.add(kind, "a") }
            var environment = receiver.environment()
            environment["STATUS_NOTIFY_URL"] = nil
            try await outbox.deliver(try outbox.sender(environment))
            #expect(try await outbox.owed == 0)
            #expect(receiver.came.map(\.what) == ["a DEALLOCATION"])
        }
    }

    @Test("A receiver that is away for 72 hours is given up, after one more round; what is younger is kept")
    func dead() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            receiver.answer(503)
            try await outbox.add(.offline, "a")
            let sender = try outbox.sender(receiver.environment())
            outbox.clock.pass(WebhookSender.patience + 1)
            try await outbox.add(.online, "b")
            for tries in 1...3 {
                #expect(try await outbox.owed == 2)
                try await outbox.deliver(sender)
                #expect(receiver.came.filter { $0.what == "a OFFLINE" }.count == tries)
                outbox.clock.pass(15)
            }
            #expect(try await outbox.owed == 1)
            #expect(await outbox.metrics.text().contains("webhooks_dead_total 1"))
        }
    }

    @Test("What was taken while the store was away is not sent again")
    func storeAway() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            try await outbox.add(.offline, "a")
            let sender = try outbox.sender(receiver.environment())
            outbox.notices.fail([.readNotices])
            try await outbox.deliver(sender)
            outbox.notices.fail([.settleNotice])
            try await outbox.deliver(sender)
            #expect(try await outbox.owed == 1)
            outbox.notices.fail([])
            try await outbox.deliver(sender)
            #expect(try await outbox.owed == 0)
            #expect(receiver.came.count == 1)
        }
    }

    @Test("A long answer is not read to its end")
    func longAnswer() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            receiver.behave { _ in
                Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 0x20, count: 32 << 20)))
            }
            try await outbox.add(.offline, "a")
            try await outbox.deliver(try outbox.sender(receiver.environment()))
            #expect(try await outbox.owed == 0)
        }
    }

    @Test("Running, it sends when it is poked, and leaves the work to others at its end")
    func running() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            let sender = try outbox.sender(receiver.environment())
            let running = Task { try await sender.run() }
            try await outbox.add(.offline, "a")
            sender.poke()
            try await outbox.comesToRest(sender)
            running.cancel()
            try await running.value
            try await outbox.add(.online, "a")
            try await outbox.deliver(try outbox.sender(receiver.environment()))
            let told = receiver.taken.map(\.what)
            #expect(told.first == "a OFFLINE")
            #expect(told.drop { $0 == "a OFFLINE" } == ["a ONLINE"])
        }
    }

    @Test("A sender that is stopped in the middle blames nobody")
    func stopped() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            let gate = Gate()
            receiver.behave { _ in
                await gate.pass()
                return Response(status: .ok)
            }
            try await outbox.add(.offline, "a")
            let sender = try outbox.sender(receiver.environment())
            let sending = Task { try await outbox.deliver(sender) }
            await until { receiver.came.count == 1 }
            sending.cancel()
            try await sending.value
            gate.open()
            #expect(try await outbox.memory.dueNotices(at: outbox.clock.now, limit: 9).map(\.attempts) == [0])
        }
    }
}
