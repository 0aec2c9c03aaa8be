package import Keys

/// Weights whose hash the chain has, and that are to be revealed in a later epoch; to be kept until then.
package struct WeightCommit: Sendable, Equatable, Codable {
    package let netuid: UInt16
    /// The mechanism of the subnet that they are for; most subnets have none but 0.
    package let mechanism: UInt8
    package let uids: [UInt16]
    package let values: [UInt16]
    package let salt: [UInt16]
    package let versionKey: UInt64
    /// The best block when it was sent.
    package let block: UInt64

    package init(
        netuid: UInt16, mechanism: UInt8 = 0, weights: WeightVector, salt: [UInt16], versionKey: UInt64, block: UInt64
    ) {
        self.netuid = netuid
        self.mechanism = mechanism
        uids = weights.uids
        values = weights.values
        self.salt = salt
        self.versionKey = versionKey
        self.block = block
    }

    /// Commits that were kept before there were mechanisms are of mechanism 0.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        netuid = try fields.decode(UInt16.self, forKey: .netuid)
        mechanism = try fields.decodeIfPresent(UInt8.self, forKey: .mechanism) ?? 0
        uids = try fields.decode([UInt16].self, forKey: .uids)
        values = try fields.decode([UInt16].self, forKey: .values)
        salt = try fields.decode([UInt16].self, forKey: .salt)
        versionKey = try fields.decode(UInt64.self, forKey: .versionKey)
        block = try fields.decode(UInt64.self, forKey: .block)
    }

    /// Where the chain keeps what belongs to a mechanism of a subnet: that of mechanism 0 under the netuid itself.
    static func index(_ netuid: UInt16, mechanism: UInt8) -> UInt16 { UInt16(mechanism) &* 4_096 &+ netuid }

    /// BLAKE2b-256 of (hotkey, netuid with mechanism, uids, values, salt, version key) in SCALE, by which the chain knows it (subtensor
    /// pallet, `commit_weights`).
    package func hash(of hotkey: AccountID) -> [UInt8] {
        var writer = ScaleWriter()
        writer.account(hotkey)
        writer.integer(WeightCommit.index(netuid, mechanism: mechanism))
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
