import Logging
import ServiceLifecycle
import Timing

/// Seals a block every so often.
struct BlockProducer: Service {
    let node: DevNode
    /// Nil for never.
    let interval: Duration?
    let logger: Logger

    func run() async throws {
        guard let interval else {
            try? await gracefulShutdown()
            return
        }
        while await Pacing.pause(interval) {
            let head = try await node.seal()
            logger.debug("block sealed", metadata: ["number": "\(head.number)", "hash": "\(head.hash)"])
        }
    }
}
