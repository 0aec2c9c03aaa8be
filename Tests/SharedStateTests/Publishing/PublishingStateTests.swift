import Foundation
import JSON
import Keys
import Testing

@testable import SharedState

struct PublishingStateTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func attached(_ values: [String: JSONValue] = ["a": 1]) -> PublishingState {
        var state = PublishingState(pace: .init(), start: now)
        state.speak(at: now)
        state.want(values, at: now)
        state.resumed("run", nil, signature: "")
        _ = state.upserted(RunConfig(), values, UpsertedRun(storageID: "s", historyRows: 0, isNew: true), at: now)
        return state
    }

    /// What a server has of the run.
    private func known(_ config: RunConfig, as name: String = "miner-x") -> ResumedRun {
        ResumedRun(storageID: "s", displayName: name, config: config, historyRows: 0, lastStep: nil)
    }

    private func accept(_ state: inout PublishingState, at time: Date) {
        _ = state.upserted(
            RunConfig(), state.values, UpsertedRun(storageID: "s", historyRows: 0, isNew: false), at: time)
    }

    @Test("First the run is looked up, then its config is sent")
    func beginning() {
        var state = PublishingState(pace: .init(), start: now)
        #expect(state.next(now) == .resume)
        state.resumed("run", nil, signature: "")
        #expect(state.next(now) == .upsert)
    }

    @Test("A run with nothing to say beats every 30 seconds")
    func beats() {
        var state = attached()
        #expect(state.next(now) == .wait(.seconds(30)))
        #expect(state.next(now + 30) == .beat(RunBeat()))
        state.beaten(RunBeat(), at: now + 30)
        #expect(state.next(now + 31) == .wait(.seconds(29)))
    }

    @Test("A change after a quiet spell goes at once, many go together every five seconds")
    func changes() {
        var state = attached()
        state.want(["a": 2], at: now + 10)
        #expect(state.next(now + 10) == .upsert)
        accept(&state, at: now + 10)
        state.want(["a": 3], at: now + 11)
        #expect(state.next(now + 11) == .wait(.seconds(4)))
        state.want(["a": 4], at: now + 12)
        #expect(state.next(now + 15) == .upsert)
        accept(&state, at: now + 15)
        #expect(state.next(now + 20) == .wait(.seconds(10)))
    }

    @Test("What was taken back before it was sent is not sent")
    func takenBack() {
        var state = attached()
        state.want(["a": 2], at: now + 1)
        state.want(["a": 1], at: now + 2)
        #expect(state.next(now + 5) == .wait(.seconds(25)))
        #expect(!state.isBehind(at: now + 1_000))
    }

    @Test("The content is signed anew every hour")
    func renewal() {
        var state = attached()
        state.beaten(RunBeat(), at: now + 3_590)
        _ = state.checked(known(RunConfig()), displayName: "miner-x", at: now + 3_590)
        #expect(state.next(now + 3_590) == .wait(.seconds(10)))
        #expect(state.next(now + 3_600) == .upsert)
        accept(&state, at: now + 3_600)
        state.beaten(RunBeat(), at: now + 3_600)
        #expect(state.next(now + 3_600) == .wait(.seconds(30)))
    }

    @Test("What the server has is looked at every minute, and sent again only when it is not what it took")
    func checks() throws {
        let keypair = try Keypair(secretURI: "//Alice")
        var config = RunConfig([
            "hotkey": "5G", "role": "miner", "config": [:], "specs": ["ram": .number(1.5)], "signature": "sig",
        ])
        config[ContentSignature.key] = ContentSignature.sign(
            config, runID: "run", sequence: 1, time: 1, by: keypair)
        func checking(
            _ server: RunConfig, as name: String = "miner-x"
        ) -> (isWrittenOver: Bool, next: PublishingState.Step) {
            var state = PublishingState(pace: .init(), start: now)
            state.want(["specs": ["ram": .number(1.5)]], at: now)
            state.resumed("run", nil, signature: "sig")
            _ = state.upserted(
                config, state.values, UpsertedRun(storageID: "s", historyRows: 0, isNew: true), at: now)
            state.beaten(RunBeat(), at: now + 45)
            #expect(state.next(now + 45) == .wait(.seconds(15)))
            state.beaten(RunBeat(), at: now + 60)
            #expect(state.next(now + 60) == .check)
            let isWrittenOver = state.checked(known(server, as: name), displayName: "miner-x", at: now + 60)
            return (isWrittenOver, state.next(now + 60))
        }
        let same = checking(config)
        #expect(!same.isWrittenOver && same.next == .wait(.seconds(30)))
        var foreign = config
        foreign["penalized_hotkeys"] = ["5F"]
        #expect(!checking(foreign).isWrittenOver, "a key that is not ours")
        for key in ["specs", "hotkey", "signature", ContentSignature.key] {
            for value in [nil, JSONValue.null, "else"] {
                var server = config
                server[key] = value
                let other = checking(server)
                #expect(other.isWrittenOver && other.next == .upsert, "\(key)")
            }
        }
        let renamed = checking(config, as: "miner-somebody")
        #expect(renamed.isWrittenOver && renamed.next == .resume)
    }

    @Test("A row goes at once, the next ones five seconds later")
    func rows() throws {
        var state = attached()
        _ = state.log(["x": 1], at: now + 1)
        guard case .beat(let beat) = state.next(now + 1) else { throw Unexpected() }
        #expect(beat.rows.count == 1)
        state.beaten(beat, at: now + 1)
        _ = state.log(["x": 2], at: now + 2)
        #expect(state.next(now + 2) == .wait(.seconds(4)))
    }

    @Test("What waits for longer than a minute is late: values, rows, the run itself")
    func behind() {
        var state = attached()
        #expect(!state.isBehind(at: now + 10_000))
        state.want(["a": 2], at: now + 100)
        #expect(!state.isBehind(at: now + 160) && state.isBehind(at: now + 161))
        accept(&state, at: now + 170)
        #expect(!state.isBehind(at: now + 171))
        _ = state.log([:], at: now + 200)
        #expect(!state.isBehind(at: now + 260) && state.isBehind(at: now + 261))
        var young = PublishingState(pace: .init(), start: now)
        #expect(!young.isBehind(at: now + 100))
        young.speak(at: now)
        #expect(young.isBehind(at: now + 100))
        young.standBy()
        #expect(!young.isBehind(at: now + 100))
        young.speak(at: now + 100)
        #expect(!young.isBehind(at: now + 110))
    }

    @Test("A clock that was set back makes nothing late for ever")
    func clockSetBack() {
        var state = attached()
        #expect(state.next(now - 86_400) == .upsert)
        accept(&state, at: now - 86_400)
        #expect(state.next(now - 86_400) == .beat(RunBeat()))
        state.beaten(RunBeat(), at: now - 86_400)
        #expect(state.next(now - 86_400) == .wait(.seconds(30)))
        #expect(state.age(at: now - 90_000) == .zero)
    }

    @Test("Numbers of contents grow, whatever the memory says and the clock does")
    func sequences() {
        var state = attached()
        let first = state.nextSequence(5, at: now)
        #expect(first == 1_800_000_000)
        #expect(state.nextSequence(nil, at: now - 1_000) == first + 1)
        #expect(state.nextSequence(first + 10, at: now) == first + 10)
        #expect(state.nextSequence(.max, at: now) == .max)
        #expect(state.nextSequence(nil, at: now) != 0)
    }

    struct Unexpected: Error {}
}
