import JSON
package import Logging
import ServiceLifecycle
package import SharedState
package import Store
import Timing

/// Keeps the published list of rented machines, `allocated_hotkeys`, equal to the store's.
///
/// Other processes rent and release on the same store, too: it is looked at, not told.
package struct RentedList: Service {
    private let store: any StateRunStore
    private let publisher: RunPublisher
    private let interval: Duration
    private let logger: Logger

    package init(store: any StateRunStore, publisher: RunPublisher, interval: Duration, logger: Logger) {
        self.store = store
        self.publisher = publisher
        self.interval = interval
        self.logger = logger
    }

    /// Looks until shutdown.
    package func run() async throws {
        var published: [String]?
        repeat {
            do {
                let rented = try await store.rentedHotkeys()
                guard rented != published else { continue }
                await publisher.publish(["allocated_hotkeys": .list(rented.map(JSONValue.text))])
                published = rented
            } catch {
                logger.warning("the rented machines cannot be read", metadata: ["reason": "\(error)"])
            }
        } while await Pacing.pause(interval)
    }
}
