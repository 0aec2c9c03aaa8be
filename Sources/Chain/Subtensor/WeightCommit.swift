package import Keys

/// Weights whose hash the chain has, and that are to be revealed in a later epoch; to be kept until then.
package struct WeightCommit: Sendable, Equatable, Codable {
    package let netuid: UInt16
    package let uids: [UInt16]
    package let values: [UInt16]
    package let salt: [UInt16]
    package let versionKey: UInt64
    /// The best block when it was sent.
    package let block: UInt64

    package init(netuid: UInt16, weights: WeightVector, salt: [UInt16], versionKey: UInt64, block: UInt64) {
        self.netuid = netuid
        uids = weights.uids
        values = weights.values
        self.salt = salt
        self.versionKey = versionKey
        self.block = block
    }

    /// BLAKE2b-256 of (hotkey, netuid, uids, values, salt, version key) in SCALE, by which the chain knows it (subtensor
    /// pallet, `commit_weights`).
    package func hash(of hotkey: AccountID) -> [UInt8] {
        var writer = ScaleWriter()
        writer.account(hotkey)
        writer.integer(netuid)
        for list in [uids, values, salt] {
            writer.vector(list) { $0.integer($1) }
        }
        writer.integer(versionKey)
        return Blake2b.hash(writer.bytes, count: 32)
    }

    /// The blocks in which the chain takes the reveal.
    package func revealWindow(_ rules: SubnetHyperparameters) -> ClosedRange<UInt64> {
        let (epoch, overflow) = rules.epoch(of: block).addingReportingOverflow(rules.revealPeriodEpochs)
        guard !overflow, epoch < .max else { return .max ... .max }
        let first = rules.firstBlock(of: epoch)
        let next = rules.firstBlock(of: epoch + 1)
        return first...(next > first ? next - 1 : first)
    }
}
