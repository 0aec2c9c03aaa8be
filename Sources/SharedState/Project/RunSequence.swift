package import Foundation

/// The numbers that order what a node publishes.
package enum RunSequence {
    /// The number after `last`, at least the time in Unix seconds.
    ///
    /// A node that lost its memory goes on above the numbers that others have seen of it: they would take anything lower
    /// for something old.
    package static func next(after last: Int64, now: Date) -> Int64 {
        max(last &+ 1, Int64(exactly: now.timeIntervalSince1970.rounded(.down)) ?? 0)
    }
}
