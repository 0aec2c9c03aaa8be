import Logging
import ServiceLifecycle
import Timing

/// Saves what needs no haste, heartbeats above all, every so often and at the end.
struct ShelfKeeper: Service {
    let shelf: RunShelf
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await save()
        await Pacing.every(interval) { await save() }
        await save()
        // Whoever still holds the shelf must not hold the file: the next hub may start at once.
        shelf.close()
    }

    private func save() async {
        do {
            try await shelf.save()
        } catch {
            logger.error("hub cannot save its runs", metadata: ["reason": "\(error)"])
        }
    }
}
