package import Foundation

/// All that a store knows of the machines on the market, as of one moment.
package struct MarketRecords: Sendable, Equatable {
    /// ``MachineStore/marketVersion()`` of that moment.
    package var version: Int64
    /// The machines with usable specs, in the order in which their rows came.
    package var machines: [Machine]
    /// The score of a miner, by hotkey, from the table `stats`.
    package var scores: [String: Double]
    /// The miners that the operator has penalised.
    package var blacklist: Set<String>
    /// When a miner first proved its GPUs, by hotkey, from the table `pog_stats`.
    package var firstProofs: [String: Date]
    /// The miners of which somebody has a live record: rentals in any state, and rows of the Python program.
    package var taken: Set<String>

    package init(
        version: Int64 = 0, machines: [Machine] = [], scores: [String: Double] = [:], blacklist: Set<String> = [],
        firstProofs: [String: Date] = [:], taken: Set<String> = []
    ) {
        self.version = version
        self.machines = machines
        self.scores = scores
        self.blacklist = blacklist
        self.firstProofs = firstProofs
        self.taken = taken
    }
}
