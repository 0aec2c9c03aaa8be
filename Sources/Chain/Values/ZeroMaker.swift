/// Makes values that are all zero, empty or the first variant.
struct ZeroMaker {
    private let table: PlanTable
    /// How many values may still be made: a registry can describe arrays of any length.
    private var budget = 1 << 20

    init(registry: TypeRegistry) { table = registry.plans }

    mutating func value(_ plan: Int, depth: Int) throws(ScaleError) -> ScaleValue {
        switch table.plans[plan] {
        case .bool: return .bool(false)
        case .character: return .character("\0")
        case .text: return .text("")
        case .wide: return .wide([UInt8](repeating: 0, count: 32))
        case .unsigned, .compact: return .unsigned(0)
        case .signed: return .signed(0)
        case .byteVector: return .bytes([])
        case .byteArray(let count):
            try enter(count, depth: depth)
            return .bytes([UInt8](repeating: 0, count: count))
        case .sequence: return .list([])
        case .array(let element, let count):
            try enter(count, depth: depth)
            guard count > 0 else { return .list([]) }
            return .list([ScaleValue](repeating: try value(element, depth: depth + 1), count: count))
        case .tuple(let first, let count): return .list(try values(first, count, depth: depth))
        case .record(let first, let count, let names):
            return .record(names: table.names[names], values: try values(first, count, depth: depth))
        case .variant(let position):
            let variants = table.variants[position]
            guard let name = variants.names.first, let payload = variants.payloads.first else {
                throw .unknownType(variants.type)
            }
            try enter(1, depth: depth)
            return .variant(name, try value(payload, depth: depth + 1))
        case .option: return ScaleValue.none
        case .bits: return .bits([])
        case .unusable(let id): throw .unknownType(id)
        }
    }

    private mutating func values(_ first: Int, _ count: Int, depth: Int) throws(ScaleError) -> [ScaleValue] {
        try enter(count, depth: depth)
        var values: [ScaleValue] = []
        for child in table.children[first..<first + count] { values.append(try value(child, depth: depth + 1)) }
        return values
    }

    private mutating func enter(_ count: Int, depth: Int) throws(ScaleError) {
        guard depth < ValueDecoder.depthLimit else { throw .tooDeep }
        guard count <= budget else { throw .tooLong(count) }
        budget -= count
    }
}
