extension NeuronLite {
    /// The neurons in `bytes`, a `Vec<NeuronInfoLite>` of the layout that ``NeuronLayout`` knows; nil when they cannot be
    /// read to the last byte.
    package static func fastVector(_ bytes: [UInt8]) -> [NeuronLite]? {
        bytes.withUnsafeBytes { raw in
            var cursor = WireCursor(raw)
            let neurons = cursor.vector(size: smallest) { NeuronLite(&$0) }
            return cursor.isFinished ? neurons : nil
        }
    }

    /// Two accounts, an axon, a prometheus address, and one byte for each of the rest.
    private static let smallest = 2 * 32 + 34 + 31 + 14

    private init(_ cursor: inout WireCursor) {
        hotkey = cursor.account()
        coldkey = cursor.account()
        uid = cursor.compact()
        netuid = cursor.compact()
        active = cursor.bool()
        axon = AxonRecord(
            block: cursor.integer(), version: cursor.integer(), ip: cursor.integer(), port: cursor.integer(),
            ipType: cursor.integer(), protocolNumber: cursor.integer(), placeholder1: cursor.integer(),
            placeholder2: cursor.integer())
        prometheus = PrometheusRecord(
            block: cursor.integer(), version: cursor.integer(), ip: cursor.integer(), port: cursor.integer(),
            ipType: cursor.integer())
        stake = cursor.vector(size: 33) { StakeShare(coldkey: $0.account(), rao: $0.compact()) }
        rank = cursor.compact()
        emission = cursor.compact()
        incentive = cursor.compact()
        consensus = cursor.compact()
        trust = cursor.compact()
        validatorTrust = cursor.compact()
        dividends = cursor.compact()
        lastUpdate = cursor.compact()
        validatorPermit = cursor.bool()
        pruningScore = cursor.compact()
    }
}
