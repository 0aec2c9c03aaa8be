/// Reads one value; any bytes and any types give a value or an error, in time and memory that the bytes bound.
struct ValueDecoder {
    /// The runtime itself refuses calls nested more than 256 times; a level of calls is about four of ours.
    static let depthLimit = 192

    private let registry: TypeRegistry
    private let table: PlanTable
    private(set) var reader: ScaleReader
    /// How many values may still be made; what takes no bytes would otherwise be without limit.
    private var budget: Int

    init(registry: TypeRegistry, reader: ScaleReader) {
        self.registry = registry
        table = registry.plans
        self.reader = reader
        budget = 65_536 + 4 * reader.remaining
    }

    /// Reads a value by its plan.
    mutating func value(_ plan: Int, depth: Int) throws(ScaleError) -> ScaleValue {
        switch table.plans[plan] {
        case .bool: return .bool(try reader.bool())
        case .compact(let bits): return .unsigned(try compact(bits))
        case .unsigned(let width): return .unsigned(try unsigned(width))
        case .byteArray(let count): return .bytes(try reader.bytes(count))
        case .byteVector: return .bytes(try reader.byteVector())
        case .record(let first, let count, let names):
            return .record(names: table.names[names], values: try values(first, count, depth: depth))
        case .tuple(let first, let count): return .list(try values(first, count, depth: depth))
        case .sequence(let element):
            let count = Int(try reader.compact(UInt32.self))
            return .list(try elements(element, count, depth: depth))
        case .array(let element, let count): return .list(try elements(element, count, depth: depth))
        case .option(let inner):
            let byte = try reader.byte()
            if byte == 0 { return ScaleValue.none }
            guard byte == 1 else { throw .invalidVariant(index: byte, type: "Option") }
            try enter(1, depth: depth)
            return .some(try value(inner, depth: depth &+ 1))
        case .variant(let position): return try variant(table.variants[position], depth: depth)
        case .signed(let width): return .signed(try signed(width))
        case .wide: return .wide(try reader.bytes(32))
        case .text: return .text(try reader.text())
        case .character:
            guard let scalar = Unicode.Scalar(try reader.integer(UInt32.self)) else { throw .invalidCharacter }
            return .character(scalar)
        case .bits(let width, let highestFirst): return .bits(try bits(width, highestFirst: highestFirst))
        case .unusable(let id): throw .unknownType(id)
        }
    }

    /// Says that so many values are read one level deeper.
    @inline(__always)
    private mutating func enter(_ count: Int, depth: Int) throws(ScaleError) {
        guard depth < Self.depthLimit else { throw .tooDeep }
        guard count <= budget else { throw .tooLong(count) }
        budget &-= count
    }

    private mutating func values(_ first: Int, _ count: Int, depth: Int) throws(ScaleError) -> [ScaleValue] {
        try enter(count, depth: depth)
        var values: [ScaleValue] = []
        values.reserveCapacity(count)
        for position in first..<first &+ count {
            let child = table.children[position]
            // Most fields are numbers, which are not worth a call each.
            switch table.plans[child] {
            case .compact(let bits): values.append(.unsigned(try compact(bits)))
            case .unsigned(let width): values.append(.unsigned(try unsigned(width)))
            default: values.append(try value(child, depth: depth &+ 1))
            }
        }
        return values
    }

    private mutating func elements(_ element: Int, _ count: Int, depth: Int) throws(ScaleError) -> [ScaleValue] {
        let minimum = table.minimums[element]
        guard minimum == 0 || count <= reader.remaining / minimum else { throw .tooLong(count) }
        try enter(count, depth: depth)
        var values: [ScaleValue] = []
        // What hostile bytes announce is not believed before it is there.
        values.reserveCapacity(min(count, 65_536))
        // The long lists of a subnet's state are of these: they need not ask for the plan each time.
        if case .compact(let bits) = table.plans[element] {
            for _ in 0..<count { values.append(.unsigned(try compact(bits))) }
        } else {
            for _ in 0..<count { values.append(try value(element, depth: depth &+ 1)) }
        }
        return values
    }

    private mutating func variant(_ variants: VariantTable, depth: Int) throws(ScaleError) -> ScaleValue {
        let index = try reader.byte()
        guard let position = variants.position(index: index) else {
            throw .invalidVariant(index: index, type: registry.name(variants.type))
        }
        try enter(1, depth: depth)
        return .variant(variants.names[position], try value(variants.payloads[position], depth: depth &+ 1))
    }

    @inline(__always)
    private mutating func compact(_ bits: Int) throws(ScaleError) -> UInt128 {
        if bits == 128 { return try reader.compact(UInt128.self) }
        let value = try reader.compact(UInt64.self)
        guard bits == 64 || value >> UInt64(bits) == 0 else { throw .overflow }
        return UInt128(value)
    }

    @inline(__always)
    private mutating func unsigned(_ width: Int) throws(ScaleError) -> UInt128 {
        let low = try reader.word(min(width, 8))
        return width == 16 ? UInt128(try reader.word(8)) &<< 64 | UInt128(low) : UInt128(low)
    }

    private mutating func signed(_ width: Int) throws(ScaleError) -> Int128 {
        switch width {
        case 1: Int128(try reader.integer(Int8.self))
        case 2: Int128(try reader.integer(Int16.self))
        case 4: Int128(try reader.integer(Int32.self))
        case 8: Int128(try reader.integer(Int64.self))
        default: try reader.integer(Int128.self)
        }
    }

    private mutating func bits(_ width: Int, highestFirst: Bool) throws(ScaleError) -> [Bool] {
        let count = Int(try reader.compact(UInt32.self))
        let wordBits = width * 8
        let bytes = try reader.bytes((count + wordBits - 1) / wordBits * width)
        return (0..<count).map { bit in
            let place = BitPlace(bit, wordBits: wordBits, highestFirst: highestFirst)
            return bytes[place.byte] & place.mask != 0
        }
    }
}
