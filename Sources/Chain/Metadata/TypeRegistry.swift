/// All types of a runtime; reads and writes values by type id, so that a changed runtime needs no new release.
package struct TypeRegistry: Sendable, Equatable {
    /// The types; the position is the id.
    package let types: [TypeDefinition]
    let plans: PlanTable

    /// Takes the types and works out how the values of each are read and written.
    package init(types: [TypeDefinition]) {
        self.types = types
        plans = PlanBuilder.build(types)
    }

    package static func == (left: TypeRegistry, right: TypeRegistry) -> Bool { left.types == right.types }

    /// The type with that id; throws `unknownType` when there is none.
    package func type(_ id: UInt32) throws(ScaleError) -> TypeDefinition {
        guard let position = Int(exactly: id), position < types.count else { throw .unknownType(id) }
        return types[position]
    }

    /// Reads a value of that type.
    package func decode(_ id: UInt32, from reader: inout ScaleReader) throws(ScaleError) -> ScaleValue {
        var decoder = ValueDecoder(registry: self, reader: reader)
        let value = try decoder.value(try plan(id), depth: 0)
        reader = decoder.reader
        return value
    }

    /// Reads a value of that type from all of the bytes; throws `trailing` when some are left.
    package func decode(_ id: UInt32, _ bytes: [UInt8]) throws(ScaleError) -> ScaleValue {
        var reader = ScaleReader(bytes)
        let value = try decode(id, from: &reader)
        try reader.finish()
        return value
    }

    /// The bytes of a value of that type; throws `mismatch` or `overflow` when it is not one.
    ///
    /// Fields of a record may come in any order. A list of small numbers is taken for bytes, and bytes for one.
    package func encode(_ value: ScaleValue, as id: UInt32) throws(ScaleError) -> [UInt8] {
        var writer = ScaleWriter()
        try encode(value, as: id, into: &writer)
        return writer.bytes
    }

    /// Writes a value of that type; when it throws, a part may have been written.
    package func encode(_ value: ScaleValue, as id: UInt32, into writer: inout ScaleWriter) throws(ScaleError) {
        var encoder = ValueEncoder(registry: self, writer: writer)
        // The encoder holds the only reference, so that its writes do not copy.
        writer = ScaleWriter()
        defer { writer = encoder.writer }
        try encoder.write(value, try plan(id), depth: 0)
    }

    /// A value of that type that is all zero: empty vectors, no Options, the first variants.
    package func zero(_ id: UInt32) throws(ScaleError) -> ScaleValue {
        var maker = ZeroMaker(registry: self)
        return try maker.value(try plan(id), depth: 0)
    }

    private func plan(_ id: UInt32) throws(ScaleError) -> Int {
        guard let position = Int(exactly: id), position < types.count else { throw .unknownType(id) }
        return position
    }
}
