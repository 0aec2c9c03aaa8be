package import Chain
import Keys
package import SharedState

/// What the shared state tells an API of the market; a hint that never ends a rental.
package struct MarketState: Sendable {
    private let board: StateBoard
    private let metagraph: MetagraphCache
    private let authorities: Set<String>
    private let publishers: Set<String>

    /// Stake, in TAO, above which a validator's run is believed.
    static let trustedStake: Double = 10_000

    /// - Parameters:
    ///   - authorities: Hotkeys of the validators whose penalties count.
    ///   - publishers: Hotkeys of the validators that are believed whatever their stake.
    package init(
        board: StateBoard, metagraph: MetagraphCache, authorities: Set<String>,
        publishers: Set<String> = DefaultAuthorities.publishers
    ) {
        self.board = board
        self.metagraph = metagraph
        self.authorities = authorities
        self.publishers = publishers
    }

    /// Machines that the authorities took out of the market. With the store's `blacklist` these are the effective
    /// penalties; what was read last holds while the shared state is away.
    package var penalized: Set<String> { penalized(in: reading) }

    /// Machines that validators who are believed say they rent out.
    package var allocated: Set<String> { allocated(in: reading) }

    /// Machines that any validator says it rents out, believed or not.
    package var allocatedByAnyone: Set<String> { Self.allocatedByAnyone(in: reading) }

    /// The hotkeys of miners that run, as their signed runs say.
    package var runningMiners: Set<String> { Set(board.reading(.miner).runs.compactMap(\.config.hotkey)) }

    /// The time since the shared state was read; nil when it never was.
    package var age: Duration? {
        switch (board.reading(.miner).age, board.reading(.validator).age) {
        case (let miners?, let validators?): max(miners, validators)
        default: nil
        }
    }

    /// What was read last of both roles.
    var reading: MarketReading {
        MarketReading(miners: board.reading(.miner), validators: board.reading(.validator))
    }

    /// The same; waited for at most `limit` where it is older than readings get.
    func freshReading(within limit: Duration) async -> MarketReading {
        async let miners = board.fresh(.miner, within: limit)
        async let validators = board.fresh(.validator, within: limit)
        return await MarketReading(miners: miners, validators: validators)
    }

    /// ``penalized`` as `reading` says.
    func penalized(in reading: MarketReading) -> Set<String> {
        StateRules.penalizedHotkeys(in: reading.validators.runs, authorities: authorities)
    }

    /// ``allocated`` as `reading` says.
    func allocated(in reading: MarketReading) -> Set<String> {
        StateRules.allocatedHotkeys(in: reading.validators.runs, trusted: isTrusted)
    }

    /// ``allocatedByAnyone`` as `reading` says.
    static func allocatedByAnyone(in reading: MarketReading) -> Set<String> {
        StateRules.allocatedHotkeys(in: reading.validators.runs) { _ in true }
    }

    private func isTrusted(_ hotkey: String) -> Bool {
        if publishers.contains(hotkey) { return true }
        guard let account = try? AccountID(ss58: hotkey), let neuron = metagraph.current.neuron(of: account) else {
            return false
        }
        return neuron.stake > Self.trustedStake
    }
}
