import Synchronization

/// What this process has learned while it released: by allocation, as long as it asks.
///
/// A restart forgets it, and what was nearly known is found out anew.
final class ReleaseNotes: Sendable {
    private struct Note {
        /// Looks at which the miner had nothing of the rental, and the time of the first.
        var misses = 0
        var firstMiss: Double = 0
        var isResumed = false
        var wasTurnedAway = false
        var touchedAt: Double = 0
    }

    private let notes = Mutex<[String: Note]>([:])

    /// Looks, one for each round of the release, after which a miner that signs nothing is believed that it has nothing.
    static let looks = 3
    /// Seconds that lie between the first of them and the last.
    static let lookingTime: Double = 60
    /// Seconds after which a note that nobody adds to is dropped.
    static let memory: Double = 86_400

    /// The miner had nothing of the rental at `time`; true when it has been seen often and long enough.
    func isGone(_ id: String, seenAt time: Double) -> Bool {
        change(id, at: time) { note in
            if note.misses == 0 { note.firstMiss = time }
            note.misses += 1
            return note.misses >= Self.looks && time - note.firstMiss >= Self.lookingTime
        }
    }

    /// The rental was seen at the miner: what was missed before is not gone.
    func stands(_ id: String, at time: Double) { change(id, at: time) { $0.misses = 0 } }

    /// The miner has confirmed that the paused container runs again.
    func isResumed(_ id: String, at time: Double) { change(id, at: time) { $0.isResumed = true } }

    /// Whether ``isResumed(_:at:)`` was said of the rental.
    func wasResumed(_ id: String) -> Bool { notes.withLock { $0[id]?.isResumed ?? false } }

    /// The miner's door was shut when it was asked to provision.
    func isTurnedAway(_ id: String, at time: Double) { change(id, at: time) { $0.wasTurnedAway = true } }

    /// Whether ``isTurnedAway(_:at:)`` was said of the rental.
    func wasTurnedAway(_ id: String) -> Bool { notes.withLock { $0[id]?.wasTurnedAway ?? false } }

    /// The rental's record is gone.
    func forget(_ id: String) { notes.withLock { $0[id] = nil } }

    @discardableResult
    private func change<R: Sendable>(_ id: String, at time: Double, _ body: (inout Note) -> R) -> R {
        notes.withLock { notes in
            // Another process may have ended what this one began to look at.
            notes = notes.filter { time - $0.value.touchedAt < Self.memory }
            var note = notes[id] ?? Note()
            note.touchedAt = time
            defer { notes[id] = note }
            return body(&note)
        }
    }
}
