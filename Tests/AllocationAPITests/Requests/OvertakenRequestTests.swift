import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Market
import Store
import Testing

@testable import AllocationAPI

/// Requests whose process was taken for dead, and comes to its end all the same.
@Suite(.timeLimit(.minutes(5))) struct OvertakenRequestTests {
    private func key() throws -> RequestKey {
        var fields = HTTPFields()
        fields[try #require(RequestKey.header)] = "k"
        return try #require(try RequestKey(fields, path: "/p", client: "", meaning: "m"))
    }

    private static func answer(_ rental: Rental) -> Response {
        JSONAnswer.success("Resource was successfully allocated", data: AllocationView(rental))
    }

    /// The answer of a request that rents the miner at `position` once `before` has come to an end, and is answered
    /// once `after` has.
    private func rent(
        _ market: Marketplace, _ ledger: RequestLedger, at position: Int,
        before: @escaping @Sendable () async -> Void = {}, after: @escaping @Sendable () async -> Void = {}
    ) async throws -> Response {
        let hotkey = market.hotkeys[position]
        return try await ledger.answer(try key(), rented: { Self.answer($0) }) { [desk = market.desk] request, _ in
            await before()
            let rental = try await desk.allocate(hotkey: hotkey, docker: .init(), requestKey: request)
            await after()
            return RequestLedger.Done(response: Self.answer(rental), rentalID: rental.id)
        }
    }

    /// A request for the first machine that waits at `first`, and the same request, taken over for the second machine,
    /// that waits at `second`.
    private func overtake(
        _ market: Marketplace, _ first: Gate, _ second: Gate
    ) async -> (slow: Task<Response, any Error>, quick: Task<Response, any Error>) {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let slow = Task {
            try await rent(market, market.ledger(owner: "slow"), at: 0) {
                begin.yield()
                await first.pass()
            }
        }
        for await _ in begun { break }
        market.clock.pass(RequestLedger.forgottenAfter + 1)
        let (went, go) = AsyncStream.makeStream(of: Void.self)
        let quick = Task {
            try await rent(market, market.ledger(owner: "quick", alone: false), at: 1) {
                go.yield()
                await second.pass()
            }
        }
        for await _ in went { break }
        return (slow, quick)
    }

    private func uuid(_ response: Response) async throws -> JSONValue? {
        try JSONValue.parse(try await RequestOutcome(response).body)["data"]?["uuid_key"]
    }

    @Test("Who was overtaken gives its machine back, and the request keeps the other one's outcome")
    func givesBack() async throws {
        let (first, second) = (Gate(), Gate())
        try await Marketplace.with(miners: 2) { market async throws in
            let (slow, quick) = await overtake(market, first, second)
            first.open()
            do {
                _ = try await slow.value
                Issue.record("it answered with a machine that nobody is to have")
            } catch let problem as APIProblem {
                #expect(problem.status == 409)
            }
            #expect(market.miners[0].now.rentedBy == nil)
            #expect(market.miners[0].now.calls == [.check, .provision, .release])
            second.open()
            let answer = try await quick.value
            let again = try await rent(market, market.ledger(owner: "third", alone: false), at: 0)
            #expect(try await uuid(again) == uuid(answer))
            #expect(try await market.store.rentals(in: [.active]).map(\.hotkey) == [market.hotkeys[1]])
        }
    }

    @Test("A machine that the other one has answered with is not given back")
    func sameMachine() async throws {
        let gate = Gate()
        let (rented, rent) = AsyncStream.makeStream(of: Void.self)
        try await Marketplace.with { market async throws in
            let slow = Task {
                try await self.rent(
                    market, market.ledger(owner: "slow"), at: 0,
                    after: {
                        rent.yield()
                        await gate.pass()
                    })
            }
            for await _ in rented { break }
            market.clock.pass(RequestLedger.forgottenAfter + 1)
            let answer = try await self.rent(market, market.ledger(owner: "quick", alone: false), at: 0)
            gate.open()
            #expect(try await uuid(slow.value) == uuid(answer))
            #expect(try await market.record()?.state == .active)
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("A failure of who was overtaken is nobody's outcome")
    func failure() async throws {
        let (first, second) = (Gate(), Gate())
        try await Marketplace.with(miners: 2) { market async throws in
            market.miners[0].change { $0.isBusy = true }
            let (slow, quick) = await overtake(market, first, second)
            first.open()
            await #expect(throws: (any Error).self) { try await slow.value }
            second.open()
            #expect(try await quick.value.status == .ok)
            #expect(try await rent(market, market.ledger(owner: "third", alone: false), at: 0).status == .ok)
        }
    }
}
