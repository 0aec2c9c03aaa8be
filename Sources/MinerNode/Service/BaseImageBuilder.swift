import Logging
import ServiceLifecycle
import Timing

/// Builds the SSH base image in the background, so that the first rental is fast; tries again while it fails.
struct BaseImageBuilder: Service {
    let host: any ContainerHost
    let logger: Logger

    func run() async throws {
        for wait in Backoff(first: .seconds(5), most: .seconds(300)) {
            do {
                try await host.prepareBase()
                logger.info("base image ready")
                break
            } catch {
                logger.error("base image not ready", metadata: ["reason": "\(error)"])
            }
            guard await Pacing.pause(wait) else { return }
        }
        // A service that returns ends its group: this one has only finished early.
        try? await gracefulShutdown()
    }
}
