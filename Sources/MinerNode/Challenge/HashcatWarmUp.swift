package import Logging
import ServiceLifecycle

/// Has hashcat build its kernels when the miner starts, and says whether it works here.
package struct HashcatWarmUp: Service {
    private let runner: HashcatRunner
    private let logger: Logger

    package init(runner: HashcatRunner, logger: Logger) {
        self.runner = runner
        self.logger = logger
    }

    package func run() async throws {
        let outcome = await cancelWhenGracefulShutdown { await runner.prepare() }
        switch outcome {
        case .found(_, let duration): logger.info("hashcat works", metadata: ["after": "\(duration)"])
        case .cancelled: break
        default: logger.error("hashcat does not work, challenges fail", metadata: ["outcome": "\(outcome)"])
        }
        // A service that returns ends its group: this one has only finished early.
        try? await gracefulShutdown()
    }
}
