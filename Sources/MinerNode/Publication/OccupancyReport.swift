import JSON
import Keys
import ServiceLifecycle
import SharedState
import Timing

/// Keeps `allocated` in the shared state equal to the ledger: the hotkey of the validator that rents, or null.
struct OccupancyReport: Service {
    let keeper: RentalKeeper
    let publisher: RunPublisher
    /// The time between two looks; a rental lasts hours.
    var interval = Duration.seconds(1)

    /// Looks until shutdown.
    func run() async throws {
        var told: JSONValue?
        repeat {
            guard let now = Self.allocated(await keeper.state), now != told else { continue }
            await publisher.publish(["allocated": now])
            told = now
        } while await Pacing.pause(interval)
    }

    /// What is told of `state`; nil where what was told before stays: a machine that changes hands, and a rental taken
    /// over from the Python program, which has told it and has not written down who rents.
    static func allocated(_ state: MinerState) -> JSONValue? {
        switch state {
        case .free: .null
        case .provisioning, .releasing: nil
        // A proof of GPU is no rental: for the market the machine is free.
        case .allocated(let rental): rental.testing ? .null : rental.renter.map { .text($0.ss58) }
        }
    }
}
