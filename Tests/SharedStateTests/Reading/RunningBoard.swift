import Foundation
import Logging
import TestSupport

@testable import SharedState

/// A board that reads a project with whims.
final class RunningBoard: Sendable {
    let time = VirtualTime()
    let project: ScriptedProject
    let metrics = TalliedMetrics()
    let log = KeptLog()
    let board: StateBoard

    init() {
        let time = time
        project = ScriptedProject(MemoryProject(now: { time.now }))
        board = StateBoard(
            project: project, netuid: 27, interval: .seconds(10), background: .seconds(60), time: time.loop,
            metrics: metrics, logger: log.logger)
    }

    /// How often the miners were asked for.
    var queries: Int { project.queries.filter { $0 == .miner }.count }

    /// The ids that the board shows.
    var shown: [String] { board.reading(.miner).runs.map(\.id) }

    /// `body` after the board has read once.
    func running(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await Node.running([board]) {
            await self.rest()
            try await body()
        }
    }

    /// Both roles' loops wait.
    func rest() async { await until { time.resting == 2 } }

    func pass(_ seconds: Double) async { await time.pass(seconds, loops: 2) }
}
