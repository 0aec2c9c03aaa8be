package import Foundation

/// A running request with an `Idempotency-Key` as its holder knows it: what he writes of it counts while it is still so.
package struct HeldRequest: Sendable, Equatable {
    package var key: String
    /// The process that works on it.
    package var owner: String
    /// When that process began, or took it over.
    package var startedAt: Date

    package init(key: String, owner: String, startedAt: Date) {
        self.key = key
        self.owner = owner
        self.startedAt = startedAt
    }
}

/// What became of the outcome that the holder of a request gave.
package enum RequestEnd: Sendable, Equatable {
    /// All who ask again get it.
    case recorded
    /// The request is not the holder's any more, and the outcome is not recorded: somebody else has taken it over, done
    /// it or forgotten it. `rentalID`: the rental that is the request's now, if any.
    case overtaken(rentalID: String?)
}
