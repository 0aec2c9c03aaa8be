import Foundation
import Keys
import Market
import Wire

/// Runs hashcat for one challenge at a time; others wait for their turn.
package struct HashcatRunner: Sendable {
    /// Runs a program as ``ProgramRun`` does: arguments, environment, limit.
    typealias Execution =
        @Sendable ([String], [String: String], Duration) async throws(ProgramProblem) -> ProgramOutput

    /// What hashcat may take to build its kernels the first time on a machine; on a CPU that is a minute or more.
    package static let preparationLimit: Duration = .seconds(600)
    /// What is read of each of hashcat's streams.
    static let mostOutput = 1 << 16

    private let settings: HashcatSettings
    private let turns: WorkQueue
    private let execute: Execution

    package init(settings: HashcatSettings) {
        self.init(settings: settings) { arguments, environment, limit throws(ProgramProblem) in
            try await ProgramRun.output(
                settings.path, arguments, environment: environment, limit: limit, most: Self.mostOutput)
        }
    }

    init(settings: HashcatSettings, execute: @escaping Execution) {
        self.settings = settings
        turns = WorkQueue(workers: 1, perLane: 1, capacity: settings.mostWaiting)
        self.execute = execute
    }

    /// Challenges that wait for their turn.
    var waitingNow: Int { turns.waiting }

    /// The password that `order` asks for, when its turn came and hashcat found it in time.
    package func solve(_ order: HashcatOrder) async -> HashcatOutcome {
        await outcome(of: order, limit: settings.limit)
    }

    /// Solves a small challenge of our own, so that the kernels are built before somebody waits for them.
    ///
    /// It takes its turn among the others. An outcome other than `found` says that hashcat does not work here.
    package func prepare() async -> HashcatOutcome {
        var generator = SystemRandomNumberGenerator()
        let posed = ChallengeMaker(difficulty: 2).pose(using: &generator)
        guard let order = try? HashcatOrder(posed.message) else {
            return .failed("our own challenge is refused", after: .zero)
        }
        return await outcome(of: order, limit: Self.preparationLimit)
    }

    private func outcome(of order: HashcatOrder, limit: Duration) async -> HashcatOutcome {
        do {
            return try await turns.run(priority: 0) { await run(order, limit: limit) }
        } catch {
            return Task.isCancelled ? .cancelled : .busy
        }
    }

    private func run(_ order: HashcatOrder, limit: Duration) async -> HashcatOutcome {
        let start = ContinuousClock.now
        let command = HashcatCommand(
            order: order, settings: settings, session: "nicompute-\(Hex.encode(SecureRandom.bytes(8)))")
        let result: ProgramOutput
        do {
            try PrivateFile.makeDirectory(settings.directory)
            result = try await execute(
                command.arguments, command.environment(of: ProcessInfo.processInfo.environment), limit)
        } catch {
            let duration = start.duration(to: .now)
            switch error as? ProgramProblem {
            case .tooLong: return .tooLong(after: duration)
            case .cancelled: return .cancelled
            case .cannotStart, .killed, nil: return .failed("\(error)", after: duration)
            }
        }
        let duration = start.duration(to: .now)
        switch result.status {
        case 0:
            guard let password = command.password(in: result.output) else {
                return .failed("its output has no password with this hash", after: duration)
            }
            return .found(password: password, after: duration)
        case 1:
            return .notFound(after: duration)
        default:
            let lines = (result.errors + result.output).split(whereSeparator: \.isNewline)
            return .failed("exit code \(result.status): \(lines.joined(separator: " ").prefix(300))", after: duration)
        }
    }
}
