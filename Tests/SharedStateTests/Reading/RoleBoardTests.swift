import Foundation
import Testing

@testable import SharedState

struct RoleBoardTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private var board: RoleBoard { RoleBoard(interval: .seconds(10), background: .seconds(60)) }

    @Test("The first query is made at once, the next one in a minute, sooner when somebody reads")
    func pace() {
        var board = board
        #expect(board.wait(at: now) == .zero)
        board.begin(at: now)
        _ = board.answered([], at: now + 1)
        #expect(board.wait(at: now + 1) == .seconds(59))
        let isNews = [board.read(at: now + 2), board.read(at: now + 12), board.read(at: now + 12)]
        #expect(isNews == [false, true, false])
        #expect(board.wait(at: now + 5) == .seconds(5))
        #expect(board.wait(at: now + 12) == .zero)
    }

    @Test("A server that asks for time gets it, also when everybody reads")
    func limited() {
        var board = board
        board.begin(at: now)
        _ = board.failed(.limited(retryAfter: .seconds(120)), at: now)
        _ = board.read(at: now)
        #expect(board.wait(at: now + 20) == .seconds(100))
        #expect(board.wait(at: now + 120) == .zero)
    }

    @Test("An empty answer after a full one is asked for again in ten seconds, and believed then")
    func empty() throws {
        var board = board
        board.begin(at: now)
        _ = board.answered([try SigningNode().run()], at: now)
        board.begin(at: now + 60)
        _ = board.answered([], at: now + 60)
        #expect(board.reading(at: now + 60).runs.count == 1)
        #expect(board.reading(at: now + 60).age == .seconds(60))
        #expect(board.wait(at: now + 60) == .seconds(10))
        board.begin(at: now + 70)
        _ = board.failed(.timedOut, at: now + 70)
        board.begin(at: now + 80)
        _ = board.answered([], at: now + 80)
        #expect(board.reading(at: now + 80) == StateReading(runs: [], age: .zero))
    }

    @Test("A project that nobody has made has no runs; one that was there and is not has failed")
    func project() async throws {
        let running = RunningBoard()
        running.project.plan(.runs, .fail(.noProject), .fail(.noProject))
        try await running.running {
            #expect(running.board.reading(.miner) == StateReading(runs: [], age: .zero))
            running.project.memory.place(try SigningNode().run())
            await running.pass(61)
            #expect(running.shown == ["abcd1234"])
            running.project.memory.fail(with: .noProject)
            await running.pass(200)
            #expect(running.shown == ["abcd1234"])
            #expect((running.board.reading(.miner).age ?? .zero) >= .seconds(150))
            #expect(running.log.lines.filter { $0.hasPrefix("warning") }.count == 2)
        }
    }

    @Test("A clock that was set back makes nothing young for ever")
    func clockSetBack() {
        var board = board
        board.begin(at: now)
        _ = board.answered([], at: now)
        #expect(!board.isFresh(at: now - 3_600))
        #expect(board.wait(at: now - 3_600) == .zero)
        #expect(board.reading(at: now - 3_600).age == .zero)
    }
}
