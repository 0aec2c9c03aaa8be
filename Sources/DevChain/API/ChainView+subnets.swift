internal import Chain
internal import Keys

extension ChainView {
    /// The methods of SubnetInfoRuntimeApi; None for a subnet that does not exist.
    func subnetInfo(_ method: String, _ arguments: [ScaleValue], output: UInt32) -> ScaleValue? {
        switch method {
        case "get_subnets_info", "get_subnets_info_v2", "get_all_dynamic_info", "get_all_metagraphs",
            "get_all_mechagraphs":
            guard let item = content(of: output), let inner = content(of: item) else { return nil }
            return .list(
                Execution.subnets(state).map { .some(record(inner, SubnetFacts(self, netuid: $0), of: method)) })
        case "get_coldkey_auto_stake_hotkey", "get_subnet_to_prune":
            return ScaleValue.none
        case "get_selective_metagraph", "get_selective_mechagraph":
            guard let facts = facts(arguments, method), let inner = content(of: output) else {
                return ScaleValue.none
            }
            let wanted = Set((arguments.last?.list ?? []).compactMap(\.int))
            return ScaleValue.some(selection(inner, facts, wanted: wanted))
        default:
            guard let facts = facts(arguments, method), let inner = content(of: output) else {
                return ScaleValue.none
            }
            return ScaleValue.some(record(inner, facts, of: method))
        }
    }

    private func facts(_ arguments: [ScaleValue], _ method: String) -> SubnetFacts? {
        guard let netuid = netuid(arguments), state.value(Storage.networksAdded, netuid, or: false) else { return nil }
        if method.hasSuffix("mechagraph") {
            // Only mechanism 0 has neurons here.
            guard arguments.count > 1, let mechanism = arguments[1].int,
                mechanism < Int(state.value(Storage.mechanisms, netuid, or: 1))
            else { return nil }
        }
        return SubnetFacts(self, netuid: netuid)
    }

    /// A structure with every field that the facts know, and zero in the others.
    private func record(_ type: UInt32, _ facts: SubnetFacts, of method: String) -> ScaleValue {
        let fields = fields(of: type)
        // One name, two things: the subnet's emission here, that of each neuron elsewhere.
        let hidden = method.contains("dynamic_info") ? "emission" : nil
        let values = fields.map { field in
            (field.name == hidden ? nil : facts[field.name ?? ""]) ?? zero(field.type)
        }
        return .record(names: fields.map { $0.name ?? "" }, values: values)
    }

    /// A structure all of whose fields but the first are optional, with those that are wanted by their position.
    private func selection(_ type: UInt32, _ facts: SubnetFacts, wanted: Set<Int>) -> ScaleValue {
        let fields = fields(of: type)
        let values = fields.enumerated().map { position, field in
            let fact = facts[field.name ?? ""]
            guard position > 0 else { return fact ?? zero(field.type) }
            guard wanted.contains(position), let inner = content(of: field.type) else { return ScaleValue.none }
            return ScaleValue.some(fact ?? zero(inner))
        }
        return .record(names: fields.map { $0.name ?? "" }, values: values)
    }

    private func fields(of type: UInt32) -> [TypeField] {
        guard let definition = try? types.type(type), case .composite(let fields) = definition.shape else { return [] }
        return fields
    }

    private func zero(_ type: UInt32) -> ScaleValue { (try? types.zero(type)) ?? .list([]) }

    /// What an Option or a Vec is of.
    private func content(of type: UInt32) -> UInt32? {
        guard let definition = try? types.type(type) else { return nil }
        switch definition.shape {
        case .sequence(let item): return item
        case .variant(let variants): return variants.first { $0.name == "Some" }?.fields.first?.type
        default: return nil
        }
    }
}
