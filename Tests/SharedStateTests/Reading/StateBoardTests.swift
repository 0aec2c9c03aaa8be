import Foundation
import JSON
import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2)))
struct StateBoardTests {
    @Test("Before the first answer there is none, and nobody waits for it")
    func unread() {
        #expect(RunningBoard().board.reading(.miner) == StateReading(runs: [], age: nil))
    }

    @Test("Each role has its own runs, with their age")
    func roles() async throws {
        let running = RunningBoard()
        running.project.memory.place(try SigningNode().run("miner123"))
        running.project.memory.place(try SigningNode("//Bob").run("valid123", role: .validator))
        try await running.running {
            #expect(running.shown == ["miner123"])
            #expect(running.board.reading(.validator).runs.map(\.id) == ["valid123"])
            #expect(running.board.reading(.miner).age == .zero)
            await running.pass(7)
            #expect(running.board.reading(.miner).age == .seconds(7))
        }
    }

    @Test("A hundred readers at once cost one query each interval")
    func manyReaders() async throws {
        let running = RunningBoard()
        running.project.memory.place(try SigningNode().run())
        try await running.running {
            #expect(running.queries == 1)
            for round in 1...5 {
                await running.pass(10.5)
                await withTaskGroup(of: StateReading.self) { group in
                    for number in 0..<100 {
                        let board = running.board
                        group.addTask {
                            number % 2 == 0
                                ? board.reading(.miner) : await board.fresh(.miner, within: .seconds(60))
                        }
                    }
                    for await reading in group { #expect(reading.runs.count == 1) }
                }
                await running.rest()
                #expect(running.queries <= 1 + 2 * round)
                let queries = running.queries
                for _ in 0..<9 {
                    await running.pass(1)
                    _ = running.board.reading(.miner)
                }
                #expect(running.queries == queries)
            }
        }
    }

    @Test("Nobody's interest still reads once a minute")
    func background() async throws {
        let running = RunningBoard()
        try await running.running {
            await running.pass(605)
            #expect(running.queries == 11)
        }
    }

    @Test("A fresh answer is waited for, an impossible one only as long as said")
    func fresh() async throws {
        let running = RunningBoard()
        try await running.running {
            await running.pass(30)
            running.project.memory.place(try SigningNode().run())
            #expect(await running.board.fresh(.miner, within: .seconds(60)).runs.count == 1)
            await running.rest()
            await running.pass(30)
            running.project.plan(.runs, .fail(.timedOut))
            let late = await running.board.fresh(.miner, within: .milliseconds(1))
            #expect(late.runs.count == 1 && late.age == .seconds(30))
        }
    }

    @Test("While the server is away the last good answer stays, and ages")
    func away() async throws {
        let running = RunningBoard()
        running.project.memory.place(try SigningNode().run())
        try await running.running {
            running.project.memory.fail(with: .unreachable("refused"))
            await running.pass(3_600)
            #expect(running.shown == ["abcd1234"])
            #expect(running.board.reading(.miner).age == .seconds(3_600))
            #expect(running.log.lines.filter { $0.hasPrefix("warning") }.count == 2)
            running.project.memory.fail(with: nil)
            await running.pass(70)
            #expect((running.board.reading(.miner).age ?? .seconds(100)) <= .seconds(60))
            #expect(running.log.lines.filter { $0.contains("read again") }.count == 2)
        }
    }

    @Test("One empty answer is a hiccup, two are the truth")
    func emptyAnswers() async throws {
        let running = RunningBoard()
        running.project.memory.place(try SigningNode().run())
        try await running.running {
            let storageID = try #require(running.project.memory.runs.first?.storageID)
            await running.pass(55)
            running.project.answer(.miner, [])
            await running.pass(6)
            #expect(running.shown == ["abcd1234"])
            await running.pass(3)
            #expect(running.shown == ["abcd1234"])
            await running.pass(60)
            #expect(running.shown == ["abcd1234"])
            try await running.project.memory.delete(storageID: storageID)
            await running.pass(200)
            #expect(running.shown.isEmpty)
        }
    }

    @Test("Runs that do not count are not shown, and counted by reason; the log names each once an hour")
    func ignored() async throws {
        let running = RunningBoard()
        let memory = running.project.memory
        memory.place(try SigningNode("//Alice").run("good1234"))
        var forged = try SigningNode("//Bob").run("forged12")
        forged.config["signature"] = .text(String(repeating: "ab", count: 64))
        memory.place(forged)
        var unsigned = try SigningNode("//Charlie").run("unsigned")
        unsigned.config["signature"] = nil
        memory.place(unsigned)
        let old = running.time.now - 4 * 3_600
        memory.place(try SigningNode("//Dave").signedRun("stale123", sequence: 1, at: old))
        var foreign = try SigningNode("//Eve").run("foreign1")
        foreign.displayName = "miner-somebody"
        memory.place(foreign)
        try await running.running {
            #expect(running.shown == ["good1234"])
            #expect(
                running.metrics.values.filter { $0.key.hasPrefix("state_runs_ignored_total") } == [
                    "state_runs_ignored_total{reason=forged}": 1,
                    "state_runs_ignored_total{reason=unsigned}": 1,
                    "state_runs_ignored_total{reason=stale}": 1,
                    "state_runs_ignored_total{reason=foreign}": 1,
                ])
            await running.pass(3_000)
            #expect(running.log.lines == Array(repeating: "info: a run does not count", count: 4))
            await running.pass(700)
            #expect(running.log.lines.count == 8)
        }
    }
}
