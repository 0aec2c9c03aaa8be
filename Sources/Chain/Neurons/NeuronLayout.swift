/// The layouts that the fast path reads, and whether a runtime still has them.
package enum NeuronLayout {
    private static let address = "block:u64,version:u32,ip:u128,port:u16,ip_type:u8"

    private static let account = "[u8;32]"

    /// One `NeuronInfoLite` as ``describe(_:in:)`` writes it.
    package static let neuron =
        "{hotkey:\(account),coldkey:\(account),uid:c(u16),netuid:c(u16),active:bool,"
        + "axon_info:{\(address),protocol:u8,placeholder1:u8,placeholder2:u8},prometheus_info:{\(address)},"
        + "stake:[(\(account),c(u64))],rank:c(u16),emission:c(u64),incentive:c(u16),consensus:c(u16),trust:c(u16),"
        + "validator_trust:c(u16),dividends:c(u16),last_update:c(u64),validator_permit:bool,pruning_score:c(u16)}"

    /// One `SubnetState`.
    package static let state =
        "{netuid:c(u16),hotkeys:[\(account)],coldkeys:[\(account)],active:[bool],validator_permit:[bool],"
        + "pruning_score:[c(u16)],last_update:[c(u64)],emission:[c(u64)],dividends:[c(u16)],incentives:[c(u16)],"
        + "consensus:[c(u16)],trust:[c(u16)],rank:[c(u16)],block_at_registration:[c(u64)],alpha_stake:[c(u64)],"
        + "tao_stake:[c(u64)],total_stake:[c(u64)],emission_history:[[c(u64)]]}"

    /// True when type `id` is a vector of neurons that ``NeuronLite/fastVector(_:)`` reads.
    package static func isNeurons(_ id: UInt32, in registry: TypeRegistry) -> Bool {
        describe(id, in: registry) == "[\(neuron)]"
    }

    /// True when type `id` is an optional subnet state that ``SubnetStakes/fast(_:)`` reads.
    package static func isState(_ id: UInt32, in registry: TypeRegistry) -> Bool {
        describe(id, in: registry) == "<None=0,Some=1:\(state)>"
    }

    /// What type `id` is on the wire, with the names of fields and without those of types; nil for an unknown or endless one.
    package static func describe(_ id: UInt32, in registry: TypeRegistry) -> String? {
        describe(id, in: registry, depth: 0)
    }

    private static func describe(_ id: UInt32, in registry: TypeRegistry, depth: Int) -> String? {
        guard depth < 32, let type = try? registry.type(id) else { return nil }
        func inner(_ id: UInt32) -> String? { describe(id, in: registry, depth: depth + 1) }
        switch type.shape {
        case .primitive(let primitive):
            return "\(primitive)"
        case .compact(let id):
            return inner(id).map { "c(\($0))" }
        case .sequence(let id):
            return inner(id).map { "[\($0)]" }
        case .array(let id, let count):
            return inner(id).map { "[\($0);\(count)]" }
        case .tuple(let ids):
            let parts = ids.compactMap(inner)
            return parts.count == ids.count ? "(\(parts.joined(separator: ",")))" : nil
        case .composite(let fields):
            return describe(fields, inner)
        case .variant(let variants):
            let parts = variants.sorted { $0.index < $1.index }.compactMap { variant -> String? in
                if variant.fields.isEmpty { return "\(variant.name)=\(variant.index)" }
                return describe(variant.fields, inner).map { "\(variant.name)=\(variant.index):\($0)" }
            }
            return parts.count == variants.count ? "<\(parts.joined(separator: ","))>" : nil
        case .bitSequence:
            return "bits"
        }
    }

    private static func describe(_ fields: [TypeField], _ inner: (UInt32) -> String?) -> String? {
        // A newtype is what it wraps.
        if fields.count == 1, fields[0].name == nil { return inner(fields[0].type) }
        let parts = fields.compactMap { field -> String? in
            guard let type = inner(field.type) else { return nil }
            return field.name.map { "\($0):\(type)" } ?? type
        }
        return parts.count == fields.count ? "{\(parts.joined(separator: ","))}" : nil
    }
}
