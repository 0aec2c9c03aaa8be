import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Market
import Store
import TestSupport
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct RequestLedgerTests {
    private func key(_ text: String = "k", _ meaning: JSONValue = "m") throws -> RequestKey {
        var fields = HTTPFields()
        fields[try #require(RequestKey.header)] = text
        return try #require(try RequestKey(fields, path: "/p", client: "", meaning: meaning))
    }

    /// The answer of a request that rents the first miner.
    private func rent(_ market: Marketplace, _ ledger: RequestLedger, _ key: RequestKey) async throws -> Response {
        let flow = RentingFlow(desk: market.desk, work: market.work, requests: ledger)
        let hotkey = market.hotkey
        return try await flow.answer(key, client: { false }) { [desk = market.desk] request, _ in
            .rented(try await desk.allocate(hotkey: hotkey, docker: .init(), requestKey: request))
        }
    }

    private func body(_ response: Response) async throws -> JSONValue {
        try JSONValue.parse(try await RequestOutcome(response).body)
    }

    private func isReplayed(_ response: Response) -> Bool {
        HTTPField.Name("idempotent-replayed").map { response.headers[$0] == "true" } ?? false
    }

    private func status(_ work: () async throws -> Response) async throws -> Int {
        do { return try await work().status.code } catch let problem as APIProblem { return problem.status }
    }

    @Test("Who asks again gets the first answer, from every process, for a day")
    func replay() async throws {
        try await Marketplace.with { market async throws in
            let first = try await rent(market, market.ledger(), try key())
            #expect(!isReplayed(first))
            let again = try await rent(market, market.ledger(owner: "other", alone: false), try key())
            #expect(isReplayed(again))
            #expect(again.status == .ok)
            #expect(try await body(again) == body(first))
            #expect(market.miner.now.calls == [.check, .provision])

            // It is done anew, and with chain data that old nothing is rented.
            market.clock.pass(RequestLedger.lifetime + 1)
            #expect(try await status { try await rent(market, market.ledger(), try key()) } == 503)
        }
    }

    @Test("Two requests with one key at the same time make one rental")
    func concurrent() async throws {
        let gate = Gate()
        try await Marketplace.with { market async throws in
            market.miner.change { $0.provisioning = .waits(gate) }
            let (ledger, other) = (market.ledger(), market.ledger(owner: "other", alone: false))
            let key = try key()
            async let first = rent(market, ledger, key)
            await until { market.miner.now.calls.contains(.provision) }
            for ledger in [ledger, other] {
                do {
                    _ = try await rent(market, ledger, key)
                    Issue.record("it is in progress")
                } catch let problem as APIProblem {
                    #expect(problem.status == 409)
                    #expect(problem.retryAfter == 5)
                    #expect(problem.message == "A request with this Idempotency-Key is in progress.")
                }
            }
            gate.open()
            let answer = try await first
            #expect(try await body(rent(market, other, key)) == body(answer))
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("Many at once with one key: one rental, whatever the order")
    func race() async throws {
        try await Marketplace.with { market async throws in
            let ledgers = [market.ledger(), market.ledger(owner: "other", alone: false)]
            let key = try key()
            let statuses = await withTaskGroup(of: Int?.self) { group in
                for position in 0..<16 {
                    group.addTask { try? await status { try await rent(market, ledgers[position % 2], key) } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.contains(200))
            #expect(Set(statuses).isSubset(of: [200, 409]))
            #expect(market.miner.now.calls.count { $0 == .provision } == 1)
        }
    }

    @Test("A key that was used for another request is refused")
    func different() async throws {
        try await Marketplace.with { market async throws in
            let ledger = market.ledger()
            _ = try await rent(market, ledger, try key())
            #expect(try await status { try await rent(market, ledger, try key("k", "other")) } == 422)
            #expect(try await status { try await rent(market, ledger, try key("k2", "other")) } == 404)
        }
    }

    @Test("A 404 lasts, a store that was away does not")
    func lasting() async throws {
        try await Marketplace.with { market async throws in
            let ledger = market.ledger()
            market.miner.change { $0.isBusy = true }
            #expect(try await status { try await rent(market, ledger, try key("busy")) } == 404)
            market.miner.change { $0.isBusy = false }
            let again = try await rent(market, ledger, try key("busy"))
            #expect(again.status == .notFound)
            #expect(isReplayed(again))
            #expect(try await body(again)["err_detail"] == "Requested resource is not available.")

            market.store.fail([.read])
            #expect(try await status { try await rent(market, ledger, try key("away")) } == 503)
            market.store.fail([.claimRequest])
            #expect(try await status { try await rent(market, ledger, try key("away")) } == 503)
            market.store.fail([])
            #expect(try await status { try await rent(market, ledger, try key("away")) } == 200)
        }
    }

    @Test("A rental whose answer could not be recorded is found again by who repeats the request")
    func outcomeLost() async throws {
        try await Marketplace.with { market async throws in
            let ledger = market.ledger()
            market.store.fail([.finishRequest])
            let first = try await rent(market, ledger, try key())
            #expect(first.status == .ok)
            market.store.fail([])
            #expect(try await body(rent(market, ledger, try key())) == body(first))
            #expect(isReplayed(try await rent(market, ledger, try key())))
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("A failure that could not be forgotten does not block the key")
    func failureLost() async throws {
        try await Marketplace.with { market async throws in
            let ledger = market.ledger()
            market.store.fail([.read, .forgetRequest])
            #expect(try await status { try await rent(market, ledger, try key()) } == 503)
            market.store.fail([])
            #expect(try await status { try await rent(market, ledger, try key()) } == 200)
        }
    }

    // MARK: Processes that died

    @discardableResult
    private func claim(_ market: Marketplace, _ key: RequestKey) async throws -> HeldRequest {
        let request = HeldRequest(key: key.name, owner: "dead", startedAt: market.clock.now)
        let claim = try await market.store.claimRequest(
            key.name, fingerprint: key.fingerprint, owner: request.owner, lifetime: RequestLedger.lifetime,
            at: request.startedAt)
        #expect(claim == .started)
        return request
    }

    /// What a process rented for `key` that died before it answered.
    private func rentAndDie(_ market: Marketplace, _ key: RequestKey) async throws -> Rental {
        let request = try await claim(market, key)
        let rental = try await market.desk.allocate(hotkey: market.hotkey, docker: .init(), requestKey: request)
        market.clock.pass(1)
        return rental
    }

    @Test("The rental of a process that died before it answered is what its request gets, once and for all")
    func diedAfterwards() async throws {
        try await Marketplace.with { market async throws in
            let key = try key()
            let rental = try await rentAndDie(market, key)
            let ledger = market.ledger()
            let first = try await rent(market, ledger, key)
            #expect(try await body(first)["data"]?["uuid_key"] == .text(rental.uuid))
            let again = try await rent(market, ledger, key)
            #expect(isReplayed(again))
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("What a process had begun with when it died is ended, and the request done anew")
    func diedMeanwhile() async throws {
        try await Marketplace.with { market async throws in
            let key = try key()
            let request = try await claim(market, key)
            let pair = try RenterPrivateKey.generate()
            market.miner.change { $0.rentedBy = pair.publicPEM }
            let intent = RentalIntent(
                id: pair.allocationID.hex, hotkey: market.hotkey, uuid: "u", publicKey: pair.publicPEM,
                privateKey: pair.revealPEM(), sshKey: "", ip: "127.0.0.1",
                expiresAt: market.clock.now.addingTimeInterval(86_400), createdAt: market.clock.now,
                request: request)
            _ = try await market.store.reserve(intent)
            market.clock.pass(1)
            let answer = try await rent(market, market.ledger(), key)
            #expect(answer.status == .ok)
            let record = try #require(try await market.record())
            #expect(record.state == .active)
            #expect(record.id != intent.id)
            #expect(market.miner.now.rentedBy == record.publicKey)
            #expect(market.miner.now.calls == [.release, .check, .provision])
        }
    }

    @Test("A process that is not alone cannot know that another one died, until no request takes that long")
    func notAlone() async throws {
        try await Marketplace.with { market async throws in
            let key = try key()
            try await claim(market, key)
            market.clock.pass(1)
            let ledger = market.ledger(alone: false)
            #expect(try await status { try await rent(market, ledger, key) } == 409)
            market.clock.pass(RequestLedger.forgottenAfter)
            #expect(try await status { try await rent(market, ledger, key) } == 200)
        }
    }

    @Test("What was begun after a lone process came is another one's, however long it waited before it served")
    func begunLater() async throws {
        try await Marketplace.with { market async throws in
            let since = market.clock.now
            market.clock.pass(10)
            let key = try key()
            try await claim(market, key)
            market.clock.pass(10)
            let ledger = RequestLedger(
                store: market.store, desk: market.desk, alone: true, since: since, now: { market.clock.now },
                logger: .silent)
            #expect(try await status { try await rent(market, ledger, key) } == 409)
        }
    }

    @Test("While the store is away nobody forgets a request for which a machine may stand")
    func storeAwayMeanwhile() async throws {
        try await Marketplace.with { market async throws in
            let key = try key()
            let rental = try await rentAndDie(market, key)
            let ledger = market.ledger()
            market.store.fail([.read])
            #expect(try await status { try await rent(market, ledger, key) } == 503)
            market.store.fail([])
            #expect(try await body(rent(market, ledger, key))["data"]?["uuid_key"] == .text(rental.uuid))
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("A release that a dead process had finished is a release; one that nobody began is done")
    func release() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            let routes = RentalRoutes(desk: market.desk, work: market.work, requests: market.ledger())
            for isDone in [false, true] {
                let key = try key("release \(isDone)")
                try await claim(market, key)
                market.clock.pass(1)
                let answer = try await market.ledger().answer(key, rented: { _ in throw ScriptedMiner.Broken() }) {
                    try await routes.release(
                        hotkey: market.hotkey, uuid: rental.uuid, notify: false, isRepeated: $0)
                }
                #expect(answer.status == .ok)
                #expect(try await market.record() == nil)
            }
            let fresh = try key("fresh")
            let code = try await status {
                try await market.ledger().answer(fresh, rented: { _ in throw ScriptedMiner.Broken() }) {
                    try await routes.release(
                        hotkey: market.hotkey, uuid: rental.uuid, notify: false, isRepeated: $0)
                }
            }
            #expect(code == 404)
        }
    }
}
