import ArgumentParser
import MinerNode

/// What a requirement means to a miner.
struct LimitsOptions: ParsableArguments {
    @Option(
        name: [.customLong("miner.limits"), .customLong("miner_limits")],
        help: "What a renter gets: none limits nothing, requested limits to what was asked for.")
    var mode = LimitsMode.none
}

extension LimitsMode: ExpressibleByArgument {}
