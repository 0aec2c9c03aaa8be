package import Foundation

/// How a request with an `Idempotency-Key` stands.
package enum RequestClaim: Sendable, Equatable {
    /// Nobody has asked this before: it is the caller's to do, and to finish or forget.
    case started
    /// Somebody is, or was, at it.
    case running(RunningRequest)
    /// It was done, with this outcome.
    case done(RequestOutcome)
    /// The key was used for another request.
    case different
}

/// A request that has no outcome yet.
package struct RunningRequest: Sendable, Equatable {
    /// The process that began it.
    package var owner: String
    package var startedAt: Date
    /// The rental that it has reserved last, if any.
    package var rentalID: String?

    package init(owner: String, startedAt: Date, rentalID: String?) {
        self.owner = owner
        self.startedAt = startedAt
        self.rentalID = rentalID
    }
}

/// The answer that a request got.
package struct RequestOutcome: Sendable, Equatable {
    package var status: Int
    /// The body; it may hold a password, so a store keeps it sealed.
    package var body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

extension RequestOutcome: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "RequestOutcome(status: \(status), \(body.count) bytes)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["status": status, "bytes": body.count]) }
}
