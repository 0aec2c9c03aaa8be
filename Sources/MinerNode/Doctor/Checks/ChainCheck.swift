import Foundation

/// The chain answers, and its best block is a fresh one.
struct ChainCheck: DoctorCheck {
    let moment: SharedLook<ChainMoment>
    let now: @Sendable () -> Date

    let name = "chain"
    let remedyWhenSilent =
        "check the network of this machine, --subtensor.network and --subtensor.chain_endpoint; "
        + "`nicompute chain block` asks the same"

    /// A block is made every 12 s; when the best one is this old, in seconds, something stands still.
    private static let stale: Double = 120

    func look() async throws -> DoctorOutcome {
        let moment = try await moment.value
        let age = now().timeIntervalSince(moment.time)
        if age > Self.stale {
            return .warning(
                "block \(moment.block) is \(Int(clamping: age)) s old: the node stands still, or this machine's clock is wrong",
                mend: "name another node with --subtensor.chain_endpoint, and see the clock's finding")
        }
        return .ok("block \(moment.block), \(Int(clamping: max(0, age))) s old")
    }
}

extension Int {
    /// The whole part of the number, within bounds.
    init(clamping number: Double) {
        self = number.isNaN ? 0 : Int(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min : .max)
    }
}
