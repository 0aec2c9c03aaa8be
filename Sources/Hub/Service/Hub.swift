package import Logging
package import ServiceLifecycle
import SharedState

/// A server that speaks the HTTP API of Weights & Biases, as far as nodes of the network use it (`10-wandb-wire.md`).
///
/// Real clients work against it unchanged, with `WANDB_BASE_URL` set to its address. Whoever has a key may change every
/// run: as at W&B, what a node says of itself counts by its signature only.
package struct Hub: Sendable {
    /// What is to run, in the order in which one depends on the other.
    package let services: [any Service]

    /// - Parameter listening: Called with the port once requests are accepted.
    /// - Throws: ``HubProblem``.
    package init(
        configuration: HubConfiguration, logger: Logger, listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        guard !configuration.keys.isEmpty || Loopback.contains(configuration.ip) else {
            throw HubProblem.openAddress(ip: configuration.ip)
        }
        let shelf = try RunShelf(
            path: configuration.path, home: ProjectKey(entity: configuration.entity, project: configuration.project),
            crashAfter: configuration.crashAfter, now: configuration.now, logger: logger)
        let responder = HubResponder(configuration: configuration, shelf: shelf, logger: logger)
        // The server ends first: what its last requests changed is saved then.
        services = [
            ShelfKeeper(shelf: shelf, interval: configuration.saveInterval, logger: logger),
            HubServer(configuration: configuration, responder: responder, logger: logger, listening: listening),
        ]
    }
}
