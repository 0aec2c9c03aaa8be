internal import Chain

/// The types of the metadata while it is put together: each type once, its id given before those of its parts.
struct TypeTable {
    private var declared: [String: TypeDeclaration] = [:]
    private var ids: [TypeText: UInt32] = [:]
    private var types: [TypeDefinition] = []
    /// What the schema says wrong; a test wants none.
    private(set) var problems: [String] = []

    /// Makes the declarations known by their short names.
    mutating func declare(_ schema: String) {
        var parser = SchemaParser(schema)
        for (name, declaration) in parser.declarations() { declare(name, declaration) }
        problems += parser.problems
    }

    mutating func declare(_ name: String, _ declaration: TypeDeclaration) {
        if declared.updateValue(declaration, forKey: name) != nil { problems.append("\(name) is declared twice") }
    }

    /// The id of the type that the words name.
    mutating func id(_ words: String) -> UInt32 {
        var parser = SchemaParser(words)
        let type = parser.type()
        problems += parser.problems
        return id(type)
    }

    /// The members that the words `a: u16, b: u32` name.
    mutating func arguments(_ words: String) -> [TypeDeclaration.Member] {
        var parser = SchemaParser(words)
        defer { problems += parser.problems }
        return parser.arguments()
    }

    /// The members that the words `(u16)` or `{ a: u16 }` name.
    mutating func members(_ words: String) -> [TypeDeclaration.Member] {
        var parser = SchemaParser(words)
        defer { problems += parser.problems }
        return parser.members()
    }

    mutating func id(_ type: TypeText) -> UInt32 {
        if let known = ids[type] { return known }
        let id = UInt32(types.count)
        ids[type] = id
        types.append(TypeDefinition(path: [], parameters: [], shape: .tuple([]), docs: []))
        let definition = definition(type)
        types[Int(id)] = definition
        return id
    }

    /// The encoding of nothing: zeros, empty lists, first variants.
    mutating func zero(_ id: UInt32) -> [UInt8] {
        do {
            let registry = registry
            return try registry.encode(registry.zero(id), as: id)
        } catch {
            problems.append("type \(id) has no zero: \(error)")
            return []
        }
    }

    /// The finished registry.
    var registry: TypeRegistry { TypeRegistry(types: types) }

    private mutating func definition(_ type: TypeText) -> TypeDefinition {
        switch type {
        case .vector(let item): return plain(.sequence(id(item)))
        case .array(let item, let count): return plain(.array(id(item), count: count))
        case .tuple(let items): return plain(.tuple(items.map { id($0) }))
        case .compact(let item): return plain(.compact(id(item)))
        case .option(let item):
            let item = id(item)
            let variants = [
                TypeVariant(name: "None", fields: [], index: 0, docs: []),
                TypeVariant(name: "Some", fields: [field(nil, item, nil)], index: 1, docs: []),
            ]
            return TypeDefinition(
                path: ["Option"], parameters: [TypeParameter(name: "T", type: item)], shape: .variant(variants),
                docs: [])
        case .result(let good, let bad):
            let (good, bad) = (id(good), id(bad))
            let variants = [
                TypeVariant(name: "Ok", fields: [field(nil, good, nil)], index: 0, docs: []),
                TypeVariant(name: "Err", fields: [field(nil, bad, nil)], index: 1, docs: []),
            ]
            return TypeDefinition(
                path: ["Result"],
                parameters: [TypeParameter(name: "T", type: good), TypeParameter(name: "E", type: bad)],
                shape: .variant(variants), docs: [])
        case .bounded(let item):
            let inner = id(.vector(item))
            return TypeDefinition(
                path: ["bounded_collections", "bounded_vec", "BoundedVec"],
                parameters: [TypeParameter(name: "T", type: id(item)), TypeParameter(name: "S", type: nil)],
                shape: .composite([field(nil, inner, "Vec<T>")]), docs: [])
        case .named(let name):
            if let primitive = Self.primitives[name] { return plain(.primitive(primitive)) }
            guard let declaration = declared[name] else {
                problems.append("\(name) is not declared")
                return plain(.tuple([]))
            }
            return definition(declaration)
        }
    }

    private mutating func definition(_ declaration: TypeDeclaration) -> TypeDefinition {
        let shape: TypeShape
        switch declaration.body {
        case .structure(let members): shape = .composite(fields(members))
        case .enumeration(let variants):
            shape = .variant(
                variants.map { variant in
                    TypeVariant(
                        name: variant.name, fields: fields(variant.members), index: variant.index, docs: variant.docs)
                })
        }
        let parameters = declaration.parameters.map { parameter in
            TypeParameter(name: parameter.name, type: parameter.type.map { id($0) })
        }
        return TypeDefinition(path: declaration.path, parameters: parameters, shape: shape, docs: [])
    }

    private mutating func fields(_ members: [TypeDeclaration.Member]) -> [TypeField] {
        members.map { field($0.name, id($0.type), $0.type.words) }
    }

    private func field(_ name: String?, _ type: UInt32, _ words: String?) -> TypeField {
        TypeField(name: name, type: type, typeName: words, docs: [])
    }

    private func plain(_ shape: TypeShape) -> TypeDefinition {
        TypeDefinition(path: [], parameters: [], shape: shape, docs: [])
    }

    private static let primitives: [String: Primitive] = [
        "bool": .bool, "char": .char, "str": .str, "u8": .u8, "u16": .u16, "u32": .u32, "u64": .u64, "u128": .u128,
        "u256": .u256, "i8": .i8, "i16": .i16, "i32": .i32, "i64": .i64, "i128": .i128, "i256": .i256,
    ]
}
