import Chain
import Keys
import Market
import Monitoring
import Store
import TestSupport
import Testing
import Wire

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct HealthAnswerTests {
    private static func answered(_ status: Bool?, signed: Bool) -> DendriteOutcome<Allocate> {
        var answer = Allocate(timeline: 0, checking: true, publicKey: "k")
        answer.output = AllocateOutput(status: status)
        return .answered(answer, signed: signed)
    }

    @Test("Only a clear word is an answer")
    func outcomes() {
        #expect(HealthAnswer(Self.answered(true, signed: false)) == .stands)
        #expect(HealthAnswer(Self.answered(false, signed: false)) == .runsNot(signed: false))
        #expect(HealthAnswer(Self.answered(false, signed: true)) == .runsNot(signed: true))
        #expect(HealthAnswer(Self.answered(nil, signed: true)) == .silent)
        // A miner of ours signs: what came without its signature somebody else may have said.
        for status in [true, false] {
            #expect(HealthAnswer(Self.answered(status, signed: false), signs: true) == .silent)
        }
        #expect(HealthAnswer(Self.answered(true, signed: true), signs: true) == .stands)
        #expect(HealthAnswer(Self.answered(false, signed: true), signs: true) == .runsNot(signed: true))
        let others: [DendriteOutcome<Allocate>] = [
            .refused(status: 500, message: ""), .blacklisted(reason: ""), .unreachable(""), .timedOut, .badAnswer(""),
        ]
        for outcome in others { #expect(HealthAnswer(outcome) == .silent) }
    }

    @Test("Over real calls: the miner of the rental is well, a stranger's container and no answer are not")
    func realMiner() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            let check = HealthCheck(
                store: market.store, miners: MinerDirectory(metagraph: market.metagraph),
                calls: MinerCalls(dendrite: market.dendrite), metrics: MetricsRegistry(),
                now: { market.clock.now }, logger: .silent)
            await check.check()
            #expect(try await market.store.healths()[rental.id]?.failures == 0)
            market.miner.change { $0.rentedBy = "somebody else" }
            await check.check()
            #expect(try await market.store.healths()[rental.id]?.failures == 1)
            market.miner.change { $0.rentedBy = rental.publicKey }
            await check.check()
            #expect(try await market.store.healths()[rental.id] == RentalHealth())
        }
    }

    @Test("Who is missing in chain data that are too old has not failed")
    func oldChain() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rentedBefore(hotkey: Keypair.generate().account.ss58)
            let check = HealthCheck(
                store: market.store, miners: MinerDirectory(metagraph: market.metagraph),
                calls: MinerCalls(dendrite: market.dendrite), metrics: MetricsRegistry(),
                now: { market.clock.now }, logger: .silent)
            market.clock.pass(RentalDesk.oldestChain + 1)
            await check.check()
            #expect(try await market.store.healths()[rental.id] == nil)
            market.chain.advance()
            await market.metagraph.refresh()
            await check.check()
            #expect(try await market.store.healths()[rental.id]?.failures == 1)
        }
    }

    @Test("A miner of ours that answers without its signature has not answered")
    func stripped() async throws {
        var settings = Marketplace.Settings()
        settings.isPython = true
        try await Marketplace.with(settings) { market async throws in
            let rental = try await market.rentedBefore(hostKey: "AAAA")
            let check = HealthCheck(
                store: market.store, miners: MinerDirectory(metagraph: market.metagraph),
                calls: MinerCalls(dendrite: market.dendrite), metrics: MetricsRegistry(),
                now: { market.clock.now }, logger: .silent)
            await check.check()
            #expect(try await market.store.healths()[rental.id]?.failures == 1)
        }
    }
}
