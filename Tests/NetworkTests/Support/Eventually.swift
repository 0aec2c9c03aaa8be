import Foundation
import Testing

/// Waits for what other processes do.
enum Eventually {
    /// How long a cluster may take to come to rest after a fault.
    static let limit = Duration.seconds(30)

    /// Returns when `condition` holds, asked again and again; fails when it does not within `limit`.
    ///
    /// Asking again is the only way to see the state of another process or of the engine.
    static func holds(
        _ what: Comment, within limit: Duration = limit, sourceLocation: SourceLocation = #_sourceLocation,
        _ condition: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + limit
        while true {
            if try await condition() { return }
            guard ContinuousClock.now < end else { break }
            // Other processes are waited for; nothing depends on how long.
            try await Task.sleep(for: .milliseconds(100))
        }
        try #require(Bool(false), what, sourceLocation: sourceLocation)
    }
}
