import Foundation
import JSON
import SharedState
import Testing

@Suite("Who counts")
struct RunJudgeTests {
    let now = Date(timeIntervalSince1970: 1_790_000_000)
    let alice: SigningNode
    let bob: SigningNode

    init() throws {
        alice = try SigningNode("//Alice")
        bob = try SigningNode("//Bob")
    }

    func verdict(_ run: Run, role: RunRole = .miner) -> RunVerdict {
        var judge = RunJudge(netuid: 27)
        return judge.verdict(run, role: role, now: now)
    }

    @Test("Runs that the Python program wrote and signed count", arguments: RunRole.allCases)
    func upstream(_ role: RunRole) throws {
        #expect(verdict(try #require(try RunVectors.upstreamRun(role)), role: role) == .counts)
    }

    @Test("A signed run without a signed content counts, for it may be Python's")
    func plain() {
        #expect(verdict(alice.run()) == .counts)
        #expect(verdict(alice.run(role: .validator), role: .validator) == .counts)
    }

    @Test(
        "Without a hotkey, or with one that is no address of this network, a run is malformed",
        arguments: [JSONValue.null, "", "5Grw", 5, "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"])
    func malformed(_ hotkey: JSONValue) {
        #expect(verdict(alice.run("abcd1234", ["hotkey": hotkey])) == .ignored(.malformed))
    }

    @Test("Without a signature it is unsigned", arguments: [JSONValue.null, "", 5])
    func unsigned(_ signature: JSONValue) {
        #expect(verdict(alice.run("abcd1234", ["signature": signature])) == .ignored(.unsigned))
    }

    @Test("With a signature of somebody else, for another run, or that is none, it is forged")
    func forged() {
        for signature in [bob.run().config["signature"], alice.run("other").config["signature"], "00"] {
            #expect(verdict(alice.run("abcd1234", ["signature": signature ?? .null])) == .ignored(.forged))
        }
        #expect(verdict(bob.run("abcd1234", ["hotkey": .text(alice.hotkey)])) == .ignored(.forged))
    }

    @Test("Of another network or role it is foreign")
    func foreign() {
        #expect(verdict(alice.run("abcd1234", ["config": ["netuid": 15]])) == .ignored(.foreign))
        #expect(verdict(alice.run("abcd1234", ["config": ["netuid": "27"]])) == .ignored(.foreign))
        #expect(verdict(alice.run("abcd1234", ["config": .null])) == .ignored(.foreign))
        #expect(verdict(alice.run(), role: .validator) == .ignored(.foreign))
        #expect(verdict(alice.run("abcd1234", ["role": "validator"])) == .ignored(.foreign))
    }

    @Test("Under another name than its own it is foreign")
    func name() {
        var run = alice.run()
        run.displayName = "miner-\(bob.hotkey)"
        #expect(verdict(run) == .ignored(.foreign))
        run.displayName = "validator-\(alice.hotkey)"
        #expect(verdict(run) == .ignored(.foreign))
    }

    @Test("With a content that its hotkey did not sign it is altered")
    func altered() {
        var run = alice.signedRun(sequence: 1, at: now, ["allocated": .null])
        #expect(verdict(run) == .counts)
        run.config["allocated"] = .text(bob.hotkey)
        #expect(verdict(run) == .ignored(.altered))
        for content in [JSONValue.null, "x", ["sequence": 1]] {
            #expect(verdict(alice.run("abcd1234", ["content_signature": content])) == .ignored(.altered))
        }
    }

    @Test("A content too old or of the future is stale", arguments: [(3 * 3600 + 1, true), (-301, true)])
    func age(_ seconds: Int, _ isStale: Bool) {
        let limit = seconds - seconds.signum()
        #expect(verdict(alice.signedRun(sequence: 1, at: now - Double(seconds))) == .ignored(.stale))
        #expect(verdict(alice.signedRun(sequence: 1, at: now - Double(limit))) == .counts)
    }

    @Test("Times and sequences at the ends of their range are taken calmly", arguments: [Int64.min, Int64.max])
    func extremes(_ number: Int64) {
        var run = alice.run()
        run.config[ContentSignature.key] = ContentSignature.sign(
            run.config, runID: run.id, sequence: number, time: number, by: alice.keypair)
        #expect(verdict(run) == .ignored(.stale))
    }

    @Test("After a content nothing with a lower sequence counts, and the same again does")
    func sequence() {
        var judge = RunJudge(netuid: 27)
        let (first, second) = (alice.signedRun(sequence: 5, at: now), alice.signedRun(sequence: 6, at: now))
        #expect(judge.verdict(first, role: .miner, now: now) == .counts)
        #expect(judge.verdict(second, role: .miner, now: now) == .counts)
        #expect(judge.verdict(first, role: .miner, now: now) == .ignored(.stale))
        #expect(judge.verdict(second, role: .miner, now: now) == .counts)
        #expect(judge.verdict(bob.signedRun(sequence: 1, at: now), role: .miner, now: now) == .counts)
    }

    @Test("A hotkey that has signed a content lately cannot be shown without it")
    func stripped() {
        var judge = RunJudge(netuid: 27)
        #expect(judge.verdict(alice.run(), role: .miner, now: now) == .counts)
        #expect(judge.verdict(alice.signedRun(sequence: 5, at: now), role: .miner, now: now) == .counts)
        #expect(judge.verdict(alice.run(), role: .miner, now: now) == .ignored(.altered))
        #expect(judge.verdict(bob.run(), role: .miner, now: now) == .counts)
        // A node that has gone back to the Python program.
        #expect(judge.verdict(alice.run(), role: .miner, now: now.addingTimeInterval(10_801)) == .counts)
    }

    @Test("What a crashed node of ours signed long ago does not speak against the Python program that goes on with it")
    func leftOver() {
        var run = alice.signedRun(sequence: 1, at: now - 10_801, ["allocated": .null])
        run.config["allocated"] = .text(bob.hotkey)
        #expect(verdict(run) == .counts)
        run = alice.signedRun(sequence: 1, at: now - 10_799, ["allocated": .null])
        run.config["allocated"] = .text(bob.hotkey)
        #expect(verdict(run) == .ignored(.altered))
    }

    @Test("What a node that does not run said last stands, whether it was its last word or it could not renew it")
    func ended() {
        var judge = RunJudge(netuid: 27)
        var run = alice.signedRun(sequence: 5, at: now, isFinal: true)
        run.state = .finished
        #expect(judge.verdict(run, role: .miner, now: now.addingTimeInterval(86_400)) == .counts)
        run = alice.signedRun(sequence: 6, at: now)
        run.state = .crashed
        #expect(judge.verdict(run, role: .miner, now: now.addingTimeInterval(86_400)) == .counts)
    }

    @Test("A last word holds whatever state others give the run, until the node says more")
    func lastWord() {
        var judge = RunJudge(netuid: 27)
        let last = alice.signedRun(sequence: 5, at: now, isFinal: true)
        let later = now.addingTimeInterval(86_400)
        #expect(judge.verdict(last, role: .miner, now: later) == .counts)
        #expect(judge.verdict(alice.signedRun(sequence: 6, at: later), role: .miner, now: later) == .counts)
        #expect(judge.verdict(last, role: .miner, now: later) == .ignored(.stale))
    }

    @Test(
        "A run that was signed lately does not count without its signature, whatever state somebody gave it",
        arguments: [RunState.finished, .failed, .crashed, .running])
    func strippedAtRest(_ state: RunState) {
        var judge = RunJudge(netuid: 27)
        #expect(judge.verdict(alice.signedRun(sequence: 5, at: now), role: .miner, now: now) == .counts)
        var run = alice.run()
        run.state = state
        #expect(judge.verdict(run, role: .miner, now: now) == .ignored(.altered))
        #expect(judge.verdict(run, role: .miner, now: now.addingTimeInterval(10_801)) == .counts)
    }

    @Test("What others sign in its name teaches nothing about a hotkey")
    func poisoned() {
        var judge = RunJudge(netuid: 27)
        var run = alice.run()
        run.config[ContentSignature.key] = ContentSignature.sign(
            run.config, runID: run.id, sequence: 1_000, time: Int64(now.timeIntervalSince1970), by: bob.keypair)
        #expect(judge.verdict(run, role: .miner, now: now) == .ignored(.altered))
        #expect(judge.verdict(alice.signedRun(sequence: 1, at: now), role: .miner, now: now) == .counts)
    }

    @Test("The memory is bounded, and forgets whom it met longest ago")
    func bounded() throws {
        var judge = RunJudge(netuid: 27, capacity: 2)
        let nodes = [alice, bob, try SigningNode("//Charlie")]
        for node in nodes { _ = judge.verdict(node.signedRun(sequence: 9, at: now), role: .miner, now: now) }
        #expect(judge.verdict(alice.signedRun(sequence: 1, at: now), role: .miner, now: now) == .counts)
        let last = nodes[2].signedRun(sequence: 1, at: now)
        #expect(judge.verdict(last, role: .miner, now: now) == .ignored(.stale))
    }
}
