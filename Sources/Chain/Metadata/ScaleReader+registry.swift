// The layout is that of the crate scale-info 2, `PortableRegistry`.
extension ScaleReader {
    /// The types of a registry, whose ids must be 0, 1, 2 and so on.
    mutating func registry() throws(ScaleError) -> [TypeDefinition] {
        let count = try count()
        var types: [TypeDefinition] = []
        types.reserveCapacity(min(count, 4096))
        for position in 0..<count {
            let id = try typeID()
            guard Int(id) == position else { throw .unknownType(id) }
            types.append(try typeDefinition())
        }
        return types
    }

    private mutating func typeDefinition() throws(ScaleError) -> TypeDefinition {
        TypeDefinition(
            path: try texts(),
            parameters: try vector { reader throws(ScaleError) in
                TypeParameter(name: try reader.text(), type: try reader.optionalType())
            },
            shape: try typeShape(), docs: try texts())
    }

    private mutating func typeShape() throws(ScaleError) -> TypeShape {
        let kind = try byte()
        switch kind {
        case 0: return .composite(try typeFields())
        case 1:
            return .variant(
                try vector { reader throws(ScaleError) in
                    TypeVariant(
                        name: try reader.text(), fields: try reader.typeFields(), index: try reader.byte(),
                        docs: try reader.texts())
                })
        case 2: return .sequence(try typeID())
        case 3:
            let count = try integer(UInt32.self)
            return .array(try typeID(), count: count)
        case 4: return .tuple(try vector { reader throws(ScaleError) in try reader.typeID() })
        case 5:
            let byte = try byte()
            guard let primitive = Primitive(rawValue: byte) else {
                throw .invalidVariant(index: byte, type: "Primitive")
            }
            return .primitive(primitive)
        case 6: return .compact(try typeID())
        case 7: return .bitSequence(store: try typeID(), order: try typeID())
        default: throw .invalidVariant(index: kind, type: "TypeDef")
        }
    }

    private mutating func typeFields() throws(ScaleError) -> [TypeField] {
        try vector { reader throws(ScaleError) in
            TypeField(
                name: try reader.optionalText(), type: try reader.typeID(), typeName: try reader.optionalText(),
                docs: try reader.texts())
        }
    }

    private mutating func optionalText() throws(ScaleError) -> String? {
        try option { reader throws(ScaleError) in try reader.text() }
    }
}
