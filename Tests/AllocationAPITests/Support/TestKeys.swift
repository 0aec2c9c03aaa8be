import Market
import Synchronization

/// Pairs for one market of a test, each of them once; all markets use the same ones.
///
/// A pair takes a second of a debug build, and a market needs a few at most.
final class TestKeys: Sendable {
    private static let made = Mutex<[RenterPrivateKey]>([])

    private let taken = Mutex(0)

    /// The next pair.
    func next() throws -> RenterPrivateKey {
        let index = taken.withLock { taken in
            defer { taken += 1 }
            return taken
        }
        return try Self.made.withLock { made in
            while made.count <= index { made.append(try RenterPrivateKey.generate()) }
            return made[index]
        }
    }
}
