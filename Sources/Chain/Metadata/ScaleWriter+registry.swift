extension ScaleWriter {
    mutating func registry(_ types: [TypeDefinition]) {
        compact(UInt(types.count))
        for (position, type) in types.enumerated() {
            compact(UInt(position))
            typeDefinition(type)
        }
    }

    private mutating func typeDefinition(_ type: TypeDefinition) {
        texts(type.path)
        vector(type.parameters) { writer, parameter in
            writer.text(parameter.name)
            writer.optionalType(parameter.type)
        }
        typeShape(type.shape)
        texts(type.docs)
    }

    private mutating func typeShape(_ shape: TypeShape) {
        switch shape {
        case .composite(let fields):
            byte(0)
            typeFields(fields)
        case .variant(let variants):
            byte(1)
            vector(variants) { writer, variant in
                writer.text(variant.name)
                writer.typeFields(variant.fields)
                writer.byte(variant.index)
                writer.texts(variant.docs)
            }
        case .sequence(let element):
            byte(2)
            compact(element)
        case .array(let element, let count):
            byte(3)
            integer(count)
            compact(element)
        case .tuple(let elements):
            byte(4)
            vector(elements) { writer, element in writer.compact(element) }
        case .primitive(let primitive):
            byte(5)
            byte(primitive.rawValue)
        case .compact(let inner):
            byte(6)
            compact(inner)
        case .bitSequence(let store, let order):
            byte(7)
            compact(store)
            compact(order)
        }
    }

    private mutating func typeFields(_ fields: [TypeField]) {
        vector(fields) { writer, field in
            writer.option(field.name) { writer, name in writer.text(name) }
            writer.compact(field.type)
            writer.option(field.typeName) { writer, name in writer.text(name) }
            writer.texts(field.docs)
        }
    }
}
