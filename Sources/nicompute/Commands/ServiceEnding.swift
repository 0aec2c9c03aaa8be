import ServiceLifecycle
import Synchronization

/// How the services of a process end: what the last of them to go may say of it.
final class ServiceEnding: Sendable {
    private let hasFailed = Atomic(false)

    /// 1 when a service has failed, else 0.
    var exitCode: Int { hasFailed.load(ordering: .acquiring) ? 1 : 0 }

    /// `service`, whose failure is noted before any other service hears of it.
    func watched(_ service: any Service) -> any Service { Watched(service: service, ending: self) }

    private struct Watched: Service, CustomStringConvertible {
        let service: any Service
        let ending: ServiceEnding

        /// What the log of the group calls it.
        var description: String { "\(service)" }

        func run() async throws {
            do {
                try await service.run()
            } catch {
                // What stops on request stops as it likes.
                if !Task.isShuttingDownGracefully { ending.hasFailed.store(true, ordering: .releasing) }
                throw error
            }
        }
    }
}
