/// What a type is made of; the order of the cases is that of `scale-info`'s `TypeDef`, numbers are type ids.
package enum TypeShape: Sendable, Equatable {
    case composite([TypeField])
    case variant([TypeVariant])
    case sequence(UInt32)
    case array(UInt32, count: UInt32)
    case tuple([UInt32])
    case primitive(Primitive)
    case compact(UInt32)
    case bitSequence(store: UInt32, order: UInt32)
}

/// A field of a composite or of a variant.
package struct TypeField: Sendable, Equatable {
    package var name: String?
    package var type: UInt32
    /// The type as the Rust source writes it.
    package var typeName: String?
    package var docs: [String]

    package init(name: String? = nil, type: UInt32, typeName: String? = nil, docs: [String] = []) {
        self.name = name
        self.type = type
        self.typeName = typeName
        self.docs = docs
    }
}

/// One variant of an enumeration; `index` is the byte on the wire, which is not the position.
package struct TypeVariant: Sendable, Equatable {
    package var name: String
    package var fields: [TypeField]
    package var index: UInt8
    package var docs: [String]

    package init(name: String, fields: [TypeField] = [], index: UInt8, docs: [String] = []) {
        self.name = name
        self.fields = fields
        self.index = index
        self.docs = docs
    }
}
