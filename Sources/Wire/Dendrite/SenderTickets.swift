import Synchronization

/// Gives each call of a dendrite its uuid and nonce.
///
/// Axons want nonces to increase per uuid, and calls made at the same time may arrive in any order: each has a uuid of
/// its own while it lasts. When the wall clock was set back the nonces follow it, under new uuids: those of a clock
/// that was ahead would all lie in the future of the axons until the clock is there again.
final class SenderTickets: Sendable {
    /// What one call signs as.
    struct Ticket: Sendable {
        let uuid: String
        let nonce: UInt64
        fileprivate let generation: Int
    }

    /// Nanoseconds that nonces may run ahead of the clock before they are taken from it again.
    static let lead: UInt64 = 1_000_000_000

    private struct State {
        var last: UInt64 = 0
        /// The uuids that no call is using now.
        var idle: [String] = []
        /// Counts how often the clock went back; a uuid of before is not used again.
        var generation = 0
    }

    private let state = Mutex(State())
    private let clock: WireClock

    init(clock: @escaping WireClock) { self.clock = clock }

    func take() -> Ticket {
        state.withLock { state in
            let now = clock()
            if state.last > Self.lead, now < state.last - Self.lead {
                state.last = now
                state.idle = []
                state.generation += 1
            } else {
                state.last = max(now, state.last + 1)
            }
            return Ticket(
                uuid: state.idle.popLast() ?? SenderID.bodySigning(), nonce: state.last, generation: state.generation)
        }
    }

    /// The call is over: its uuid may serve the next one.
    func giveBack(_ ticket: Ticket) {
        state.withLock { state in
            if ticket.generation == state.generation { state.idle.append(ticket.uuid) }
        }
    }
}
