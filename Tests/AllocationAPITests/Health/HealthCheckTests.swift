import Foundation
import Market
import Monitoring
import Store
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct HealthCheckTests {
    private let rounds = HealthRounds()

    @Test(
        "What a miner says decides, and what the renter has paused is no failure where only a Python miner says so",
        arguments: [
            (.stands, true, true), (.runsNot(signed: true), false, false), (.runsNot(signed: false), false, true),
            (.silent, false, false),
        ] as [(HealthAnswer, Bool, Bool)])
    func outcomes(_ answer: HealthAnswer, _ isGood: Bool, _ isGoodWhenPaused: Bool) async throws {
        for isPaused in [false, true] {
            let rounds = HealthRounds()
            try await rounds.rent("a")
            try await rounds.store.setPaused(isPaused, rental: "a")
            rounds.answer("a", answer)
            await rounds.check().check()
            let expected = isPaused ? isGoodWhenPaused : isGood
            #expect(try await rounds.health("a")?.failures == (expected ? 0 : 1))
            #expect(try await rounds.told() == (expected ? [] : ["offline a"]))
        }
    }

    @Test("A status is told when it changes, not every round")
    func changes() async throws {
        try await rounds.rent("a")
        let check = rounds.check()
        await check.check()
        rounds.answer("a", .silent)
        for _ in 0..<3 { await check.check() }
        rounds.answer("a", .stands)
        for _ in 0..<3 { await check.check() }
        #expect(try await rounds.told() == ["offline a", "online a"])
        #expect(try await rounds.store.owedNotices() == 2)
        let text = await rounds.metrics.text()
        #expect(text.contains("api_health_checks_total{outcome=\"passed\"} 4"))
        #expect(text.contains("api_health_checks_total{outcome=\"failed\"} 3"))
    }

    @Test("A failure is asked for twice before it counts")
    func secondTry() async throws {
        try await rounds.rent("a")
        try await rounds.rent("b")
        rounds.answer("a", .silent, .stands)
        await rounds.check().check()
        #expect(rounds.questions().sorted() == ["a", "a", "b"])
        #expect(try await rounds.health("a")?.failures == 0)
    }

    @Test("Twenty failures in a row, over restarts, lose the rental, and its renter is told once")
    func lost() async throws {
        try await rounds.rent("a")
        try await rounds.rent("b")
        rounds.answer("a", .silent)
        for round in 1...19 {
            // A new process each time.
            let check = rounds.check()
            await check.check()
            rounds.clock.pass(1_000)
            #expect(try await rounds.health("a")?.failures == round)
        }
        #expect(try await rounds.store.rental(id: "a")?.state == .active)
        await rounds.check().check()
        #expect(try await rounds.store.rental(id: "a")?.state == .lost)
        #expect(try await rounds.told() == ["offline a", "deallocated a"])
        rounds.clock.pass(1_000)
        _ = rounds.questions()
        await rounds.check().check()
        #expect(rounds.questions() == ["b"])
        #expect(try await rounds.told() == ["offline a", "deallocated a"])
        #expect(await rounds.metrics.text().contains("api_health_lost_total 1"))
    }

    @Test("One good check, and the counting begins again")
    func recovers() async throws {
        try await rounds.rent("a")
        let check = rounds.check(lostAfter: 3)
        for _ in 0..<4 {
            rounds.answer("a", .silent)
            await check.check()
            await check.check()
            rounds.answer("a", .stands)
            await check.check()
        }
        #expect(try await rounds.store.rental(id: "a")?.state == .active)
    }

    @Test(
        "A round in which more than two and more than 55 % fail is our own failure, and counts for nobody",
        arguments: [(2, 2, false), (3, 3, true), (5, 10, false), (6, 10, true), (11, 20, false), (12, 20, true)])
    func ownFailure(_ failing: Int, _ all: Int, _ isOurs: Bool) async throws {
        for number in 0..<all { try await rounds.rent("m\(number)") }
        for number in 0..<failing { rounds.answer("m\(number)", .silent) }
        let check = rounds.check(lostAfter: 1)
        await check.check()
        #expect(try await rounds.told().isEmpty == isOurs)
        #expect(try await rounds.store.rentals(in: [.lost]).count == (isOurs ? 0 : failing))
        #expect(await rounds.metrics.text().contains("api_health_alarm \(isOurs ? 1 : 0)"))
        guard isOurs else { return }
        for number in 0..<failing { rounds.answer("m\(number)", .stands) }
        await check.check()
        #expect(await rounds.metrics.text().contains("api_health_alarm 0"))
        #expect(try await rounds.told().isEmpty)
    }

    @Test("Who could not be asked counts neither way, also not among those that make a failure our own")
    func notAsked() async throws {
        for hotkey in ["a", "b", "c", "d", "e", "f", "g", "h"] { try await rounds.rent(hotkey) }
        for hotkey in ["a", "b", "c"] { rounds.answer(hotkey, .silent) }
        for hotkey in ["e", "f", "g", "h"] { rounds.answer(hotkey, .unknown) }
        let check = rounds.check()
        await check.check()
        #expect(await rounds.metrics.text().contains("api_health_alarm 1"), "three of the four that were asked")
        #expect(try await rounds.told().isEmpty)
        rounds.answer("c", .silent, .unknown)
        await check.check()
        #expect(try await rounds.told() == ["offline a", "offline b"])
        for hotkey in ["c", "e"] { #expect(try await rounds.health(hotkey) == nil) }
        #expect(try await rounds.health("d")?.failures == 0)
    }

    @Test("A rental that is given back during the round is nobody's failure; one that comes is not asked for")
    func meanwhile() async throws {
        try await rounds.rent("a")
        rounds.answer("a", .silent)
        rounds.meanwhile { [rounds] in
            _ = try await rounds.store.beginRelease("a", notify: false, at: rounds.clock.now)
            try await rounds.rent("b")
        }
        await rounds.check(lostAfter: 1).check()
        #expect(rounds.questions() == ["a", "a"])
        #expect(try await rounds.store.rental(id: "a")?.state == .releasing)
        #expect(try await rounds.told() == [])
    }

    @Test("Of two processes one checks")
    func twoProcesses() async throws {
        try await rounds.rent("a")
        rounds.answer("a", .silent)
        let checks = [rounds.check(), rounds.check()]
        await withDiscardingTaskGroup { group in
            for check in checks { group.addTask { await check.check() } }
        }
        #expect(try await rounds.health("a")?.failures == 1)
    }

    @Test("A row of the Python program is checked by its key, and given up in its way")
    func pythonRow() async throws {
        let key = try TestKeys().next()
        let row = try #require(
            LegacyAllocation(
                hotkey: "p",
                details: String(
                    decoding: JSONEncoder().encode(["uuid": "u", "regkey": key.publicPEM, "ip": "127.0.0.1"]),
                    as: UTF8.self)))
        let unusable = try #require(LegacyAllocation(hotkey: "q", details: "{}"))
        let rounds = HealthRounds(store: MemoryStore(legacy: [row, unusable]))
        let check = rounds.check(lostAfter: 2)
        rounds.answer("p", .silent)
        await check.check()
        #expect(rounds.questions() == ["p", "p"])
        #expect(try await rounds.health(key.allocationID.hex)?.failures == 1)
        #expect(try await rounds.told() == ["offline p"])
        #expect(try await rounds.store.legacyAllocations().count == 2)
        await check.check()
        let owed = try #require(try await rounds.store.rental(hotkey: "p"))
        #expect(owed.state == .lost)
        #expect(try await rounds.told() == ["offline p", "deallocated p"])
        try await rounds.store.remove(owed.id)
        #expect(try await rounds.told() == ["offline p", "deallocated p"])
    }

    @Test("What nobody is owed is forgotten after a week, what is owed is kept")
    func pruning() async throws {
        try await rounds.rent("a")
        rounds.answer("a", .silent)
        await rounds.check().check()
        rounds.clock.pass(HealthCheck.memory + 1)
        await rounds.check().check()
        let left = try await rounds.store.notices(after: 0, limit: 9)
        #expect(left.map(\.kind) == [.offline])
    }
}
