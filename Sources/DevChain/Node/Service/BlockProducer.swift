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
            do {
                let head = try await node.seal()
                logger.debug("block sealed", metadata: ["number": "\(head.number)", "hash": "\(head.hash)"])
            } catch {
                // A full disk, say: the chain is as before, and the next tick tries again.
                logger.error("no block could be made", metadata: ["reason": "\(error)"])
            }
        }
    }
}
