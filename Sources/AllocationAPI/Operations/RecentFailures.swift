import Foundation
import Synchronization

/// Which miners failed to provision in the last hour; of equally good ones those that fail less are asked first.
final class RecentFailures: Sendable {
    private let times = Mutex<[String: [Date]]>([:])

    /// Seconds for which a failure counts.
    static let memory: TimeInterval = 3_600

    /// `hotkey` failed at `date`.
    func add(_ hotkey: String, at date: Date) {
        times.withLock { times in
            times[hotkey, default: []].append(date)
            // Whatever is asked for: what does not count any more is not kept.
            times = times.compactMapValues { dates in
                let young = dates.filter { Self.counts($0, at: date) }
                return young.isEmpty ? nil : young
            }
        }
    }

    /// How often `hotkey` failed within the last hour before `date`.
    func count(_ hotkey: String, at date: Date) -> Int {
        times.withLock { $0[hotkey, default: []].count { Self.counts($0, at: date) } }
    }

    private static func counts(_ failure: Date, at date: Date) -> Bool { date.timeIntervalSince(failure) < memory }
}
