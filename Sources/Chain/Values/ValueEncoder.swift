/// Writes one value; throws when the value does not fit the type.
struct ValueEncoder {
    private let registry: TypeRegistry
    private let table: PlanTable
    private(set) var writer: ScaleWriter

    init(registry: TypeRegistry, writer: ScaleWriter) {
        self.registry = registry
        table = registry.plans
        self.writer = writer
    }

    /// Writes a value by its plan.
    mutating func write(_ value: ScaleValue, _ plan: Int, depth: Int) throws(ScaleError) {
        guard depth <= ValueDecoder.depthLimit else { throw .tooDeep }
        switch (table.plans[plan], value) {
        case (.bool, .bool(let flag)): writer.bool(flag)
        case (.character, .character(let scalar)): writer.integer(scalar.value)
        case (.text, .text(let text)): writer.text(text)
        case (.wide, .wide(let bytes)):
            guard bytes.count == 32 else { throw .mismatch(expected: "32 bytes", got: "\(bytes.count)") }
            writer.bytes(bytes)
        case (.wide, .unsigned(let number)):
            writer.integer(number)
            writer.integer(UInt128(0))
        case (.unsigned(let width), _): try unsigned(value, width)
        case (.signed(let width), _): try signed(value, width)
        case (.compact(let bits), _):
            let number = try number(value)
            guard 128 - number.leadingZeroBitCount <= bits else { throw .overflow }
            writer.compact(number)
        case (.byteVector, _): writer.byteVector(try bytes(value))
        case (.byteArray(let count), _):
            let bytes = try bytes(value)
            guard bytes.count == count else { throw .mismatch(expected: "\(count) bytes", got: "\(bytes.count)") }
            writer.bytes(bytes)
        case (.sequence(let element), _):
            let elements = try list(value)
            writer.compact(UInt(elements.count))
            for item in elements { try write(item, element, depth: depth + 1) }
        case (.array(let element, let count), _):
            let elements = try list(value)
            guard elements.count == count else {
                throw .mismatch(expected: "\(count) elements", got: "\(elements.count)")
            }
            for item in elements { try write(item, element, depth: depth + 1) }
        case (.tuple(let first, let count), .list(let elements)):
            guard elements.count == count else {
                throw .mismatch(expected: "\(count) fields", got: "\(elements.count)")
            }
            for (offset, item) in elements.enumerated() {
                try write(item, table.children[first + offset], depth: depth + 1)
            }
        case (.record(let first, _, let names), .record(let given, let values)):
            try record(given, values, expected: table.names[names], first: first, depth: depth)
        case (.variant(let position), .variant(let name, let payload)):
            let variants = table.variants[position]
            guard let place = variants.position(name: name) else {
                throw .mismatch(expected: registry.name(variants.type), got: "variant \(name)")
            }
            writer.byte(variants.indexes[place])
            try write(payload, variants.payloads[place], depth: depth + 1)
        case (.option, .none): writer.byte(0)
        case (.option(let inner), .some(let inside)):
            writer.byte(1)
            try write(inside, inner, depth: depth + 1)
        case (.bits(let width, let highestFirst), .bits(let bits)):
            self.bits(bits, width, highestFirst: highestFirst)
        case (.unusable(let id), _): throw .unknownType(id)
        case (let plan, _): throw .mismatch(expected: plan.kind, got: value.kind)
        }
    }

    private mutating func record(
        _ given: [String], _ values: [ScaleValue], expected: [String], first: Int, depth: Int
    ) throws(ScaleError) {
        guard given.count == values.count, given.count == expected.count else {
            throw .mismatch(expected: "\(expected.count) fields", got: "\(values.count)")
        }
        for (offset, name) in expected.enumerated() {
            let position = given[offset] == name ? offset : given.firstIndex(of: name)
            guard let position else { throw .mismatch(expected: "field \(name)", got: "none") }
            try write(values[position], table.children[first + offset], depth: depth + 1)
        }
    }

    private func number(_ value: ScaleValue) throws(ScaleError) -> UInt128 {
        switch value {
        case .unsigned(let number): return number
        case .signed(let number):
            guard let number = UInt128(exactly: number) else { throw .overflow }
            return number
        default: throw .mismatch(expected: "a number", got: value.kind)
        }
    }

    private mutating func unsigned(_ value: ScaleValue, _ width: Int) throws(ScaleError) {
        let number = try number(value)
        guard 128 - number.leadingZeroBitCount <= width * 8 else { throw .overflow }
        littleEndian(number, width)
    }

    private mutating func signed(_ value: ScaleValue, _ width: Int) throws(ScaleError) {
        guard value.isNumber else { throw .mismatch(expected: "a number", got: value.kind) }
        guard let number = value.signed else { throw .overflow }
        // The sign needs a bit, too: the magnitude without it must leave one.
        let folded = number < 0 ? ~number : number
        guard 128 - folded.leadingZeroBitCount < width * 8 else { throw .overflow }
        littleEndian(UInt128(bitPattern: number), width)
    }

    private mutating func littleEndian(_ number: UInt128, _ width: Int) {
        for position in 0..<width {
            writer.byte(UInt8(truncatingIfNeeded: number &>> UInt128(truncatingIfNeeded: position &* 8)))
        }
    }

    private func bytes(_ value: ScaleValue) throws(ScaleError) -> [UInt8] {
        switch value {
        case .bytes(let bytes): return bytes
        case .list(let elements):
            var bytes: [UInt8] = []
            bytes.reserveCapacity(elements.count)
            for element in elements {
                guard let byte = UInt8(exactly: try number(element)) else { throw .overflow }
                bytes.append(byte)
            }
            return bytes
        default: throw .mismatch(expected: "bytes", got: value.kind)
        }
    }

    private func list(_ value: ScaleValue) throws(ScaleError) -> [ScaleValue] {
        switch value {
        case .list(let elements): return elements
        case .bytes(let bytes): return bytes.map { .unsigned(UInt128($0)) }
        default: throw .mismatch(expected: "a list", got: value.kind)
        }
    }

    private mutating func bits(_ bits: [Bool], _ width: Int, highestFirst: Bool) {
        let wordBits = width * 8
        var bytes = [UInt8](repeating: 0, count: (bits.count + wordBits - 1) / wordBits * width)
        for (bit, isSet) in bits.enumerated() where isSet {
            let place = BitPlace(bit, wordBits: wordBits, highestFirst: highestFirst)
            bytes[place.byte] |= place.mask
        }
        writer.compact(UInt(bits.count))
        writer.bytes(bytes)
    }
}
