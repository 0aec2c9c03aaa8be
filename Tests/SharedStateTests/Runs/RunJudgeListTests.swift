import Foundation
import JSON
import SharedState
import Testing

@Suite("Who counts of many")
struct RunJudgeListTests {
    let now = Date(timeIntervalSince1970: 1_790_000_000)

    @Test("Runs that do not count are counted by reason")
    func reasons() throws {
        let (alice, bob) = (try SigningNode("//Alice"), try SigningNode("//Bob"))
        var judge = RunJudge(netuid: 27)
        let runs = [
            alice.run("a1", ["hotkey": 1]), alice.run("a2", ["hotkey": 2]), alice.run("a3", ["signature": .null]),
            alice.run("a4", ["signature": "00"]), alice.run("a5", ["config": ["netuid": 1]]),
            alice.run("a6", ["content_signature": 1]), alice.signedRun("a7", sequence: 1, at: now - 1e6),
            bob.run("b1"),
        ]
        let (counting, ignored) = judge.judge(runs, role: .miner, now: now)
        #expect(counting == [runs[7]])
        #expect(
            ignored == [.malformed: 2, .unsigned: 1, .forged: 1, .foreign: 1, .altered: 1, .stale: 1])
    }

    @Test("Of a signed content only what is signed is left for decisions; a run without one is left whole")
    func signedPart() throws {
        let alice = try SigningNode("//Alice")
        var judge = RunJudge(netuid: 27)
        var run = alice.signedRun(role: .validator, sequence: 1, at: now, ["allocated_hotkeys": ["5A"]])
        run.config["penalized_hotkeys"] = ["5Victim"]
        let plain = try SigningNode("//Bob").run(role: .validator, ["penalized_hotkeys": ["5Bad"]])
        let (counting, ignored) = judge.judge([run, plain], role: .validator, now: now)
        #expect(ignored.isEmpty)
        #expect(counting.map(\.config.allocatedHotkeys) == [["5A"], []])
        #expect(counting.map(\.config.penalizedHotkeys) == [[], ["5Bad"]])
        #expect(counting.first?.config.hotkey == alice.hotkey)
    }

    @Test("Of several runs of one hotkey the one heard of last counts, in whatever order they come")
    func latest() throws {
        let (alice, bob) = (try SigningNode("//Alice"), try SigningNode("//Bob"))
        let heard = ["2026-11-21T03:00:00Z", "2026-11-21T05:00:00Z", "2026-11-21T04:00:00Z"]
        var runs = heard.enumerated().map { place, time in
            var run = alice.run("run\(place)")
            run.heartbeatAt = time
            run.createdAt = "2026-11-2\(9 - place)T00:00:00Z"
            return run
        }
        runs.insert(bob.run(), at: 1)
        for order in [runs, runs.reversed()] {
            var judge = RunJudge(netuid: 27)
            let (counting, ignored) = judge.judge(order, role: .miner, now: now)
            #expect(Set(counting.map(\.id)) == ["run1", "abcd1234"])
            #expect(ignored == [.stale: 2])
        }
    }

    @Test("Where no server says when it heard of a run, the one made last counts")
    func made() throws {
        let alice = try SigningNode("//Alice")
        var (old, new) = (alice.run("old"), alice.run("new"))
        old.createdAt = "2026-11-20T00:00:00Z"
        new.createdAt = "2026-11-21T00:00:00Z"
        var judge = RunJudge(netuid: 27)
        #expect(judge.judge([new, old], role: .miner, now: now).counting == [new])
        #expect(judge.judge([old, new], role: .miner, now: now).counting == [new])
    }
}
