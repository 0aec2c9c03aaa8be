import Keys

extension SubnetStakes {
    /// The stakes in a value that the type registry decoded, `SubnetState` of any runtime.
    /// - Throws: ``NeuronValueError``, the field that is missing or does not fit.
    package init(_ value: ScaleValue) throws(NeuronValueError) {
        let fields = NeuronFields(value: value)
        guard let list = try fields.value("hotkeys").list else { throw NeuronValueError(field: "hotkeys") }
        let hotkeys = list.compactMap(\.account)
        guard hotkeys.count == list.count else { throw NeuronValueError(field: "hotkeys") }
        self.init(
            netuid: try fields.integer("netuid"), hotkeys: hotkeys, alpha: try fields.integers("alpha_stake"),
            tao: try fields.integers("tao_stake"), total: try fields.integers("total_stake"))
    }

    /// The answer in a decoded option.
    package static func answer(_ value: ScaleValue) throws(NeuronValueError) -> Answer {
        switch value {
        case .none: return .noSubnet
        case .some(let state): return .stakes(try SubnetStakes(state))
        default: throw NeuronValueError(field: "subnet state")
        }
    }
}
