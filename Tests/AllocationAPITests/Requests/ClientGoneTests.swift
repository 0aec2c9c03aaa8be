import Connections
import HTTPTypes
import Hummingbird
import JSON
import Market
import Store
import Synchronization
import TestSupport
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct ClientGoneTests {
    private func flow(_ market: Marketplace) -> RentingFlow {
        RentingFlow(desk: market.desk, work: market.work, requests: market.ledger())
    }

    private func rent(_ market: Marketplace) -> RentingFlow.Renting {
        let (desk, hotkey) = (market.desk, market.hotkey)
        return { request, _ in
            .rented(try await desk.allocate(hotkey: hotkey, docker: .init(), requestKey: request))
        }
    }

    @Test("A client that stays keeps its machine")
    func stays() async throws {
        try await Marketplace.with { market async throws in
            let answer = try await flow(market).answer(nil, client: { false }, rent(market))
            #expect(answer.status == .ok)
            #expect(try await market.record()?.state == .active)
        }
    }

    @Test("What was rented for a client that hung up meanwhile is given back at once")
    func hungUp() async throws {
        let gate = Gate()
        let client = ClientPresence()
        try await Marketplace.with { market async throws in
            market.miner.change { $0.provisioning = .waits(gate) }
            async let answer = flow(market).answer(nil, client: { client.isGone }, rent(market))
            await until { market.miner.now.calls.contains(.provision) }
            client.end()
            gate.open()
            // Its other half may be open still: it is not told that it has a machine.
            do {
                _ = try await answer
                Issue.record("it was given a machine that is gone")
            } catch let problem as APIProblem {
                #expect(problem.status == 503)
                #expect(problem.detail == "the client hung up; the machine is given back")
            }
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
            #expect(market.miner.now.calls == [.check, .provision, .release])
        }
    }

    @Test("What was rented for a request whose time was over is given back at once")
    func cancelled() async throws {
        let gate = Gate()
        try await Marketplace.with { market async throws in
            market.miner.change { $0.provisioning = .waits(gate) }
            let asker = Task { try await flow(market).answer(nil, client: { false }, rent(market)) }
            await until { market.miner.now.calls.contains(.provision) }
            asker.cancel()
            await #expect(throws: CancellationError.self) { try await asker.value }
            #expect(market.work.count == 1, "it goes on")
            gate.open()
            await until { market.work.count == 0 }
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("With an Idempotency-Key the rental waits for the client to come back")
    func comesBack() async throws {
        let gate = Gate()
        try await Marketplace.with { market async throws in
            var fields = HTTPFields()
            fields[try #require(RequestKey.header)] = "k"
            let key = try RequestKey(fields, path: "/p", client: "", meaning: "m")
            market.miner.change { $0.provisioning = .waits(gate) }
            let flow = flow(market)
            let asker = Task { try await flow.answer(key, client: { true }, rent(market)) }
            await until { market.miner.now.calls.contains(.provision) }
            asker.cancel()
            await #expect(throws: CancellationError.self) { try await asker.value }
            gate.open()
            await until { market.work.count == 0 }
            let answer = try await flow.answer(key, client: { false }, rent(market))
            #expect(answer.status == .ok)
            #expect(try await market.record()?.state == .active)
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("A store that is away when the machine is to be given back is waited for")
    func storeAway() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.store.fail([.beginRelease])
            let asker = Task { await market.desk.withdraw(rental.id, from: [.active]) }
            asker.cancel()
            await asker.value
            #expect(try await market.record() == rental, "cancelled while it waited")
            market.store.fail([])
            await market.desk.withdraw(rental.id, from: [.reserved])
            #expect(try await market.record() == rental, "not in that state")
            await market.desk.withdraw(rental.id, from: [.active])
            #expect(try await market.record() == nil)
        }
    }

    @Test("What is delivered and then abandoned belongs to who abandons it")
    func handover() {
        let handover = Handover<Int>()
        #expect(handover.isWanted)
        #expect(handover.deliver(1))
        #expect(handover.abandon() == 1)
        #expect(handover.abandon() == nil)
        #expect(!handover.isWanted)
        #expect(!handover.deliver(2))
    }
}
