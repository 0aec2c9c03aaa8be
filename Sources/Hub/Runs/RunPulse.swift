import Foundation
import JSON
import SharedState

/// What a run's stream says of it: whether it lives, and how far it has come.
struct RunPulse: Sendable, Equatable {
    /// What its node said last of its end.
    enum Phase: String, Sendable {
        case alive
        case preempting
        case finished
        case failed
    }

    var phase = Phase.alive
    /// When its node was heard of last.
    var heardAt: Date
    /// The start of the hub, when the run lived as the hub stopped: that the hub was away is not the node's fault.
    var waitingSince: Date?
    var exitCode: Int?
    var history = LineTail()
    var events = LineTail()
    var log = LineTail()
    /// The last row of the history, parsed when it came.
    var lastRow: JSONValue?

    init(heardAt: Date) { self.heardAt = heardAt }

    /// The state at `now` (`10-wandb-wire.md` section 2, "Run state").
    func state(at now: Date, crashAfter: Duration) -> RunState {
        let heard = max(heardAt, waitingSince ?? heardAt)
        let isSilent = now.timeIntervalSince(heard) > crashAfter / .seconds(1)
        return switch phase {
        case .finished: .finished
        case .failed: .failed
        case .alive: isSilent ? .crashed : .running
        case .preempting: isSilent ? .crashed : .preempting
        }
    }

    /// Its node is heard of at `now`.
    mutating func hear(at now: Date) {
        heardAt = now
        waitingSince = nil
    }
}
