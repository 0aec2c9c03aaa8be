import Keys

extension NeuronLite {
    /// The neuron in a value that the type registry decoded, `NeuronInfoLite` or `NeuronInfo` of any runtime: fields are
    /// found by name, and further ones ignored.
    /// - Throws: ``NeuronValueError``, the field that is missing or does not fit.
    package init(_ value: ScaleValue) throws(NeuronValueError) {
        let fields = NeuronFields(value: value)
        hotkey = try fields.account("hotkey")
        coldkey = try fields.account("coldkey")
        uid = try fields.integer("uid")
        netuid = try fields.integer("netuid")
        active = try fields.flag("active")
        axon = try AxonRecord(try fields.value("axon_info"))
        prometheus = try PrometheusRecord(try fields.value("prometheus_info"))
        stake = try NeuronLite.shares(try fields.value("stake"))
        rank = try fields.integer("rank")
        emission = try fields.integer("emission")
        incentive = try fields.integer("incentive")
        consensus = try fields.integer("consensus")
        trust = try fields.integer("trust")
        validatorTrust = try fields.integer("validator_trust")
        dividends = try fields.integer("dividends")
        lastUpdate = try fields.integer("last_update")
        validatorPermit = try fields.flag("validator_permit")
        pruningScore = try fields.integer("pruning_score")
    }

    /// The neurons in a decoded vector.
    package static func vector(_ value: ScaleValue) throws(NeuronValueError) -> [NeuronLite] {
        guard let list = value.list else { throw NeuronValueError(field: "neurons") }
        var neurons: [NeuronLite] = []
        neurons.reserveCapacity(list.count)
        for element in list { neurons.append(try NeuronLite(element)) }
        return neurons
    }

    private static func shares(_ value: ScaleValue) throws(NeuronValueError) -> [StakeShare] {
        guard let list = value.list else { throw NeuronValueError(field: "stake") }
        var shares: [StakeShare] = []
        for element in list {
            guard let pair = element.list, pair.count == 2, let coldkey = pair[0].account, let rao = pair[1].uint64
            else { throw NeuronValueError(field: "stake") }
            shares.append(StakeShare(coldkey: coldkey, rao: rao))
        }
        return shares
    }
}

extension AxonRecord {
    /// The axon in a value that the type registry decoded.
    package init(_ value: ScaleValue) throws(NeuronValueError) {
        let fields = NeuronFields(value: value)
        self.init(
            block: try fields.integer("block"), version: try fields.integer("version"), ip: try fields.integer("ip"),
            port: try fields.integer("port"), ipType: try fields.integer("ip_type"),
            protocolNumber: try fields.integer("protocol"), placeholder1: try fields.integer("placeholder1"),
            placeholder2: try fields.integer("placeholder2"))
    }
}

extension PrometheusRecord {
    /// The prometheus address in a value that the type registry decoded.
    package init(_ value: ScaleValue) throws(NeuronValueError) {
        let fields = NeuronFields(value: value)
        self.init(
            block: try fields.integer("block"), version: try fields.integer("version"), ip: try fields.integer("ip"),
            port: try fields.integer("port"), ipType: try fields.integer("ip_type"))
    }
}
