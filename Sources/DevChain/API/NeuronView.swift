internal import Chain
internal import Keys

/// The neurons of one subnet, read from the storage once.
struct NeuronView {
    let netuid: UInt16
    let hotkeys: [AccountID]
    let coldkeys: [AccountID]
    let stakes: [SubnetStake]
    let active: [Bool]
    let permits: [Bool]
    let lastUpdate: [UInt64]
    let emission: [UInt64]
    /// Rank, trust, consensus, incentive, dividends, validator trust, pruning score: of each neuron, in this order.
    let shares: [[UInt16]]
    let axons: [AxonRecord]
    let prometheus: [PrometheusRecord]
    private let state: ChainState

    init(_ state: ChainState, netuid: UInt16) {
        self.init(state, netuid: netuid, uids: 0..<state.value(Storage.subnetworkN, netuid, or: 0))
    }

    /// Only some of the neurons; the lists then begin with the first of them.
    init(_ state: ChainState, netuid: UInt16, uids: Range<UInt16>) {
        self.state = state
        self.netuid = netuid
        first = uids.lowerBound
        hotkeys = uids.map { state.value(Storage.keys, netuid, $0, or: .zero) }
        coldkeys = hotkeys.map { state.value(Storage.owner, $0, or: .zero) }
        stakes = hotkeys.map { SubnetStake(state, hotkey: $0, netuid: netuid) }
        axons = hotkeys.map { state.value(Storage.axons, netuid, $0) ?? AxonRecord() }
        prometheus = hotkeys.map { state.value(Storage.prometheus, netuid, $0) ?? PrometheusRecord() }
        active = Self.part(state.value(Storage.active, netuid, or: []), uids, or: false)
        permits = Self.part(state.value(Storage.validatorPermit, netuid, or: []), uids, or: false)
        lastUpdate = Self.part(state.value(Storage.lastUpdate, netuid, or: []), uids, or: 0)
        emission = Self.part(state.value(Storage.emission, netuid, or: []), uids, or: 0)
        shares = Storage.shares.map { Self.part(state.value($0, netuid, or: []), uids, or: 0) }
    }

    private let first: UInt16

    /// The bytes of `NeuronInfoLite`, or of `NeuronInfo`, of the neuron at a position of the lists.
    func write(_ position: Int, isLite: Bool, to writer: inout ScaleWriter) {
        let uid = first &+ UInt16(truncatingIfNeeded: position)
        writer.account(hotkeys[position])
        writer.account(coldkeys[position])
        writer.compact(uid)
        writer.compact(netuid)
        writer.bool(active[position])
        axons[position].write(to: &writer)
        prometheus[position].write(to: &writer)
        writer.vector([stakes[position].alpha]) { writer, alpha in
            writer.account(coldkeys[position])
            writer.compact(alpha)
        }
        writer.compact(shares[0][position])
        writer.compact(emission[position])
        // Incentive, consensus, trust, validator trust, dividends: the order of the structure.
        for share in [3, 2, 1, 5, 4] { writer.compact(shares[share][position]) }
        writer.compact(lastUpdate[position])
        writer.bool(permits[position])
        if !isLite {
            writer.vector(state.value(Storage.weights, netuid, uid, or: [])) { writer, record in
                writer.compact(record.uid)
                writer.compact(record.weight)
            }
            // Bonds grow out of epochs, which this chain has not.
            writer.compact(UInt32(0))
        }
        writer.compact(shares[6][position])
    }

    private static func part<Value>(_ values: [Value], _ uids: Range<UInt16>, or other: Value) -> [Value] {
        uids.map { Int($0) < values.count ? values[Int($0)] : other }
    }
}

extension ChainView {
    /// All neurons of a subnet; none for a subnet that does not exist.
    func neurons(_ arguments: [ScaleValue], isLite: Bool) -> [UInt8]? {
        guard let netuid = netuid(arguments) else { return nil }
        let view = NeuronView(state, netuid: netuid)
        var writer = ScaleWriter()
        writer.compact(UInt32(truncatingIfNeeded: view.hotkeys.count))
        for position in view.hotkeys.indices { view.write(position, isLite: isLite, to: &writer) }
        return writer.bytes
    }

    /// One neuron, or None.
    func neuron(_ arguments: [ScaleValue], isLite: Bool) -> [UInt8]? {
        guard let netuid = netuid(arguments), arguments.count == 2,
            let uid = arguments[1].unsigned.flatMap({ UInt16(exactly: $0) })
        else { return nil }
        guard uid < state.value(Storage.subnetworkN, netuid, or: 0) else { return [0] }
        var writer = ScaleWriter()
        writer.byte(1)
        NeuronView(state, netuid: netuid, uids: uid..<uid + 1).write(0, isLite: isLite, to: &writer)
        return writer.bytes
    }

    /// The first argument as a netuid.
    func netuid(_ arguments: [ScaleValue]) -> UInt16? {
        arguments.first?.unsigned.flatMap { UInt16(exactly: $0) }
    }
}
