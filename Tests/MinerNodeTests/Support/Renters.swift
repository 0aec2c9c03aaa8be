import Keys
import Market
import Testing

/// Renters' hotkeys and keys; RSA pairs are made once, since that is slow.
enum Renters {
    private static let pairs = (0..<3).compactMap { _ in try? RenterPrivateKey.generate() }

    static func pair(_ index: Int = 0) throws -> RenterPrivateKey {
        try #require(pairs.indices.contains(index) ? pairs[index] : nil)
    }

    static func hotkey(_ number: UInt8 = 1) throws -> AccountID {
        try #require(AccountID([UInt8](repeating: number, count: 32)))
    }
}

extension Allocate {
    /// A request to rent.
    static func rent(_ pair: Int = 0, days: Int = 1, docker: DockerRequirement = .init()) throws -> Allocate {
        Allocate(
            timeline: days, checking: false, publicKey: try Renters.pair(pair).publicPEM, dockerRequirement: docker)
    }

    /// A request to give back.
    static func giveBack(_ pair: Int = 0) throws -> Allocate {
        Allocate(timeline: 0, checking: false, publicKey: try Renters.pair(pair).publicPEM)
    }

    /// The question whether the machine is free.
    static let isFree = Allocate(timeline: 1, checking: true)

    /// The question whether the machine is rented with this key.
    static func isMine(_ pair: Int = 0) throws -> Allocate {
        Allocate(timeline: 0, checking: true, publicKey: try Renters.pair(pair).publicPEM)
    }
}
