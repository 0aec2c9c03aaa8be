/// Works out the plans of a registry once, so that reading values looks nothing up.
struct PlanBuilder {
    private let types: [TypeDefinition]
    private var table = PlanTable()

    /// The plans of the types.
    static func build(_ types: [TypeDefinition]) -> PlanTable {
        var builder = PlanBuilder(types: types)
        builder.table.plans = types.indices.map { .unusable(UInt32(truncatingIfNeeded: $0)) }
        for position in types.indices { builder.table.plans[position] = builder.plan(of: position) }
        builder.table.minimums = builder.minimums()
        return builder.table
    }

    private init(types: [TypeDefinition]) { self.types = types }

    /// The type behind transparent wrappers; nil when there is none.
    private func core(_ id: UInt32) -> Int? {
        var id = id
        for _ in 0..<32 {
            guard let position = Int(exactly: id), position < types.count else { return nil }
            guard case .composite(let fields) = types[position].shape, fields.count == 1, fields[0].name == nil else {
                return position
            }
            id = fields[0].type
        }
        return nil
    }

    private mutating func plan(of position: Int) -> ValuePlan {
        let id = UInt32(truncatingIfNeeded: position)
        guard let core = core(id) else { return .unusable(id) }
        switch types[core].shape {
        case .primitive(let primitive): return plan(of: primitive)
        case .compact(let inner): return compact(inner) ?? .unusable(id)
        case .sequence(let element): return isByte(element) ? .byteVector : .sequence(child(element))
        case .array(let element, let count):
            guard let count = Int(exactly: count) else { return .unusable(id) }
            return isByte(element) ? .byteArray(count) : .array(child(element), count: count)
        case .tuple(let elements): return tuple(elements)
        case .bitSequence(let store, let order): return bits(store, order) ?? .unusable(id)
        case .composite(let fields): return self.fields(fields)
        case .variant(let variants):
            if types[core].path == ["Option"], variants.count == 2, variants[0].index == 0, variants[0].fields.isEmpty,
                variants[1].index == 1, variants[1].fields.count == 1
            {
                return .option(child(variants[1].fields[0].type))
            }
            let payloads = variants.map { payload($0.fields) }
            table.variants.append(VariantTable(type: id, variants: variants, payloads: payloads))
            return .variant(table.variants.count - 1)
        }
    }

    private func plan(of primitive: Primitive) -> ValuePlan {
        switch primitive {
        case .bool: .bool
        case .char: .character
        case .str: .text
        case .u8: .unsigned(1)
        case .u16: .unsigned(2)
        case .u32: .unsigned(4)
        case .u64: .unsigned(8)
        case .u128: .unsigned(16)
        case .i8: .signed(1)
        case .i16: .signed(2)
        case .i32: .signed(4)
        case .i64: .signed(8)
        case .i128: .signed(16)
        case .u256, .i256: .wide
        }
    }

    /// The number inside may be wrapped; of nothing the compact form is nothing, too (`MultiAddress::Index`).
    private mutating func compact(_ inner: UInt32) -> ValuePlan? {
        guard let core = core(inner) else { return nil }
        switch types[core].shape {
        case .primitive(let primitive):
            guard case .unsigned(let width) = plan(of: primitive) else { return nil }
            return .compact(width * 8)
        case .tuple(let elements) where elements.isEmpty: return tuple([])
        default: return nil
        }
    }

    private func bits(_ store: UInt32, _ order: UInt32) -> ValuePlan? {
        guard let store = core(store), case .primitive(let primitive) = types[store].shape else { return nil }
        guard case .unsigned(let width) = plan(of: primitive), width <= 8 else { return nil }
        guard let order = Int(exactly: order), order < types.count else { return nil }
        return .bits(width, highestFirst: types[order].path.last == "Msb0")
    }

    private func isByte(_ id: UInt32) -> Bool {
        guard let position = Int(exactly: id), position < types.count else { return false }
        return types[position].shape == .primitive(.u8)
    }

    /// The plan of a type that is referred to.
    private mutating func child(_ id: UInt32) -> Int {
        if let position = Int(exactly: id), position < types.count { return position }
        return append(.unusable(id))
    }

    private mutating func append(_ plan: ValuePlan) -> Int {
        table.plans.append(plan)
        return table.plans.count - 1
    }

    private mutating func tuple(_ elements: [UInt32]) -> ValuePlan {
        let plans = elements.map { child($0) }
        let first = table.children.count
        table.children += plans
        return .tuple(first: first, count: plans.count)
    }

    private mutating func fields(_ fields: [TypeField]) -> ValuePlan {
        let names = fields.compactMap(\.name)
        let plan = tuple(fields.map(\.type))
        guard case .tuple(let first, let count) = plan, count > 0, names.count == count else { return plan }
        table.names.append(names)
        return .record(first: first, count: count, names: table.names.count - 1)
    }

    private mutating func payload(_ fields: [TypeField]) -> Int {
        if fields.count == 1, fields[0].name == nil { return child(fields[0].type) }
        return append(self.fields(fields))
    }

    /// Begins with nothing and adds up what is inside until that changes nothing more; every round is a lower bound.
    private func minimums() -> [Int] {
        var minimums = [Int](repeating: 0, count: table.plans.count)
        for _ in 0..<32 {
            var changed = false
            for (position, plan) in table.plans.enumerated() {
                let minimum = minimum(of: plan, minimums)
                if minimum != minimums[position] {
                    minimums[position] = minimum
                    changed = true
                }
            }
            guard changed else { break }
        }
        return minimums
    }

    private func minimum(of plan: ValuePlan, _ minimums: [Int]) -> Int {
        let most = 1 << 40
        switch plan {
        case .bool, .text, .compact, .byteVector, .sequence, .variant, .option, .bits: return 1
        case .character: return 4
        case .wide: return 32
        case .unsigned(let width), .signed(let width), .byteArray(let width): return width
        case .array(let element, let count):
            let (product, overflow) = minimums[element].multipliedReportingOverflow(by: count)
            return overflow ? most : min(product, most)
        case .tuple(let first, let count), .record(let first, let count, _):
            return table.children[first..<first + count].reduce(0) { min($0 + minimums[$1], most) }
        case .unusable: return 0
        }
    }
}
