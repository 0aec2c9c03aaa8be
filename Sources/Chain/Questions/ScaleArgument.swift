import JSON
import Keys

/// Values as people write them: plain words and numbers, addresses, hexadecimal bytes, or JSON.
package enum ScaleArgument {
    /// What `text` means as type `id`.
    ///
    /// Numbers and texts are written plainly, accounts as SS58 addresses, bytes as `0x…`, absent options as `none`; lists,
    /// records and variants with fields as JSON.
    /// - Throws: ``QuestionError/argument(_:type:reason:)``.
    package static func parse(_ text: String, as id: UInt32, in registry: TypeRegistry) throws(QuestionError)
        -> ScaleValue
    {
        let first = text.utf8.first
        let isJSON = first == UInt8(ascii: "[") || first == UInt8(ascii: "{") || first == UInt8(ascii: "\"")
        let json = isJSON ? try? JSONValue.parse(Array(text.utf8)) : nil
        do {
            return try value(json ?? .text(text), id, registry, depth: 0)
        } catch {
            throw .argument(text, type: registry.name(id), reason: error.reason)
        }
    }

    /// Why a part of an argument does not fit.
    private struct Misfit: Error {
        let reason: String
    }

    private static func value(
        _ json: JSONValue, _ id: UInt32, _ registry: TypeRegistry, depth: Int
    ) throws(Misfit) -> ScaleValue {
        guard depth < 32, let type = try? registry.type(id) else { throw Misfit(reason: "its type is not known") }
        switch type.shape {
        case .primitive(let primitive): return try self.primitive(json, primitive)
        case .compact(let inner): return try value(json, inner, registry, depth: depth + 1)
        case .sequence(let inner):
            if isByte(inner, registry) { return .bytes(try bytes(json)) }
            return .list(try elements(json, registry, depth) { _ in inner })
        case .array(let inner, let count):
            if isByte(inner, registry) { return .bytes(try fixed(json, Int(count))) }
            return .list(try elements(json, registry, depth, count: Int(count)) { _ in inner })
        case .tuple(let inner):
            return .list(try elements(json, registry, depth, count: inner.count) { inner[$0] })
        case .composite(let fields): return try self.fields(json, fields, registry, depth)
        case .variant(let variants): return try variant(json, type, variants, registry, depth)
        case .bitSequence: throw Misfit(reason: "bits cannot be given")
        }
    }

    private static func isByte(_ id: UInt32, _ registry: TypeRegistry) -> Bool {
        (try? registry.type(id))?.shape == .primitive(.u8)
    }

    private static func elements(
        _ json: JSONValue, _ registry: TypeRegistry, _ depth: Int, count: Int? = nil, _ type: (Int) -> UInt32
    ) throws(Misfit) -> [ScaleValue] {
        guard let list = json.list else { throw Misfit(reason: "a list in [ ] is wanted") }
        if let count, list.count != count { throw Misfit(reason: "\(count) elements are wanted, not \(list.count)") }
        var values: [ScaleValue] = []
        for (index, element) in list.enumerated() {
            values.append(try value(element, type(index), registry, depth: depth + 1))
        }
        return values
    }

    private static func fields(
        _ json: JSONValue, _ fields: [TypeField], _ registry: TypeRegistry, _ depth: Int
    ) throws(Misfit) -> ScaleValue {
        if fields.count == 1, fields[0].name == nil {
            return try value(json, fields[0].type, registry, depth: depth + 1)
        }
        let names = fields.compactMap(\.name)
        guard !fields.isEmpty, names.count == fields.count else {
            return .list(try elements(json, registry, depth, count: fields.count) { fields[$0].type })
        }
        guard let members = json.object else { throw Misfit(reason: "an object in { } is wanted") }
        if let unknown = members.keys.sorted().first(where: { !names.contains($0) }) {
            throw Misfit(reason: "there is no field \(unknown); fields are \(names.joined(separator: ", "))")
        }
        var values: [ScaleValue] = []
        for (name, field) in zip(names, fields) {
            guard let member = members[name] else { throw Misfit(reason: "the field \(name) is missing") }
            values.append(try value(member, field.type, registry, depth: depth + 1))
        }
        return .record(names: names, values: values)
    }

    private static func variant(
        _ json: JSONValue, _ type: TypeDefinition, _ variants: [TypeVariant], _ registry: TypeRegistry, _ depth: Int
    ) throws(Misfit) -> ScaleValue {
        if type.path == ["Option"] {
            if json.isNull || json.text == "none" { return .none }
            guard let inner = variants.first(where: { $0.name == "Some" })?.fields.first else {
                throw Misfit(reason: "its type is not known")
            }
            return .some(try value(json, inner.type, registry, depth: depth + 1))
        }
        let pair = json.object?.first
        let name = json.text ?? pair?.key ?? ""
        guard json.object.map({ $0.count == 1 }) ?? true, let found = variants.first(where: { $0.name == name }) else {
            let names = variants.map(\.name).joined(separator: ", ")
            throw Misfit(reason: "one of \(names) is wanted, with fields as {\"Name\": …}")
        }
        if found.fields.isEmpty { return .variant(name, .list([])) }
        return .variant(name, try fields(pair?.value ?? .null, found.fields, registry, depth))
    }
}

/// What needs no type but the primitive ones.
extension ScaleArgument {
    private static func primitive(_ json: JSONValue, _ primitive: Primitive) throws(Misfit) -> ScaleValue {
        let text = json.text ?? json.serializedText
        switch primitive {
        case .bool:
            guard text == "true" || text == "false" else { throw Misfit(reason: "true or false is wanted") }
            return .bool(text == "true")
        case .str: return .text(text)
        case .char:
            guard let letter = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
                throw Misfit(reason: "one letter is wanted")
            }
            return .character(letter)
        case .u8, .u16, .u32, .u64, .u128:
            guard let number = unsigned(text) else { throw Misfit(reason: "a whole number is wanted") }
            return .unsigned(number)
        case .i8, .i16, .i32, .i64, .i128:
            guard let number = Int128(text) else { throw Misfit(reason: "a whole number is wanted") }
            return .signed(number)
        case .u256, .i256: return .wide(try fixed(json, 32))
        }
    }

    private static func unsigned(_ text: String) -> UInt128? {
        text.hasPrefix("0x") ? UInt128(text.dropFirst(2), radix: 16) : UInt128(text)
    }

    private static func bytes(_ json: JSONValue) throws(Misfit) -> [UInt8] {
        guard let text = json.text else { throw Misfit(reason: "bytes are given as 0x… or as a text") }
        guard text.hasPrefix("0x") else { return Array(text.utf8) }
        guard let bytes = Hex.decode(text) else {
            throw Misfit(reason: "0x is followed by pairs of hexadecimal digits")
        }
        return bytes
    }

    private static func fixed(_ json: JSONValue, _ count: Int) throws(Misfit) -> [UInt8] {
        if count == 32, let text = json.text, !text.hasPrefix("0x") {
            do {
                return try AccountID(ss58: text).bytes
            } catch {
                throw Misfit(reason: "an SS58 address or 0x and 64 digits is wanted (\(error))")
            }
        }
        let bytes = try bytes(json)
        guard bytes.count == count else { throw Misfit(reason: "\(count) bytes are wanted, not \(bytes.count)") }
        return bytes
    }
}
