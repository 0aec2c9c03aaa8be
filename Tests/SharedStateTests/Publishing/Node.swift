import Foundation
import JSON
import Keys
import Logging
import ServiceLifecycle
import TestSupport

@testable import SharedState

/// A node that publishes, with all that it publishes to.
final class Node: Sendable {
    let time = VirtualTime()
    let project: ScriptedProject
    let memory: MemoryRunMemory
    let metrics = TalliedMetrics()
    let log = KeptLog()
    let identity: RunIdentity
    let publisher: RunPublisher

    init(
        role: RunRole = .miner, runID: String? = nil, pace: PublishingPace = .init(),
        memory other: (any RunMemory)? = nil, exitCode: Int = 0
    ) throws {
        let time = time
        project = ScriptedProject(MemoryProject(now: { time.now }))
        memory = MemoryRunMemory(runID: runID, now: { time.now })
        identity = RunIdentity(
            keypair: try Keypair(secretURI: "//Alice"), role: role, netuid: 27,
            flags: ["netuid": 1, "ssh": ["port": 4_444]])
        publisher = RunPublisher(
            project: project, identity: identity, memory: other ?? memory, pace: pace, time: time.loop,
            exitCode: { exitCode }, metrics: metrics, logger: log.logger)
    }

    /// Another process of the node, with the same memory.
    func colleague() -> RunPublisher {
        RunPublisher(
            project: project, identity: identity, memory: memory, pace: .init(), time: time.loop,
            metrics: metrics, logger: log.logger)
    }

    /// The only run of the project.
    var run: Run? { project.memory.runs.count == 1 ? project.memory.runs.first : nil }

    func history() -> [JSONValue] { run.map { project.memory.history(of: $0.id) } ?? [] }

    /// The publisher has done what was due.
    func rest() async { await until { time.resting > 0 } }

    /// `body` while `services` run, the publisher when none is given; then they are shut down in an orderly way.
    func running(_ services: [any Service]? = nil, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await Self.running(services ?? [publisher], body)
    }

    static func running(
        _ services: [any Service], _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let group = ServiceGroup(
            services: services, logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }
}
