package import JSON

/// An answer for people.
package struct ChainAnswer: Sendable {
    package let block: BlockPoint
    /// The name of the value's type.
    package let type: String
    /// Nil where an optional value is absent.
    package let value: JSONValue?
    /// The chain has nothing stored; the value is the runtime's default.
    package let isDefault: Bool
}

/// Questions as people ask them: names and arguments are texts.
extension ChainReader {
    /// The block that `text` names, a number or a hash; the best one for nil.
    package func block(named text: String?) async throws -> BlockPoint {
        guard let text else { return try await best() }
        if text.hasPrefix("0x") {
            guard let hash = BlockHash(hex: text) else { throw QuestionError.block(text) }
            return BlockPoint(number: try await node.header(hash).number, hash: hash)
        }
        guard let number = UInt64(text) else { throw QuestionError.block(text) }
        return try await block(number)
    }

    /// What is stored in `pallet` as `item` under the keys that `arguments` name.
    package func storage(
        _ pallet: String, _ item: String, _ arguments: [String], at block: BlockPoint
    ) async throws -> ChainAnswer {
        let metadata = try await runtimes.runtime(at: block.hash).metadata
        guard let found = metadata.pallet(pallet) else {
            let near = NearestNames.of(pallet, in: metadata.pallets.filter { $0.storage != nil }.map(\.name))
            throw QuestionError.unknown("pallet", name: pallet, near: near)
        }
        let entries = found.storage?.entries ?? []
        guard let entry = entries.first(where: { $0.name == item }) else {
            let near = NearestNames.of(item, in: entries.map(\.name))
            throw QuestionError.unknown("item", name: "\(pallet).\(item)", near: near)
        }
        let types = metadata.types
        let keys = try ChainReader.values(arguments, as: metadata.keyTypes(entry), types)
        let bytes = try await node.storage(try metadata.storageKey(pallet, item, keys), at: block.hash)
        let value = try metadata.storageValue(pallet, item, bytes)
        return ChainAnswer(
            block: block, type: types.name(entry.valueType),
            value: value.map { ScaleRendering.json($0, as: entry.valueType, in: types) },
            isDefault: bytes == nil && value != nil)
    }

    /// What the runtime API `api` answers to `method`.
    package func call(
        _ api: String, _ method: String, arguments: [String], at block: BlockPoint
    ) async throws -> ChainAnswer {
        let metadata = try await runtimes.runtime(at: block.hash).metadata
        guard let found = metadata.apis.first(where: { $0.name == api }) else {
            let near = NearestNames.of(api, in: metadata.apis.map(\.name))
            throw QuestionError.unknown("API", name: api, near: near)
        }
        guard let description = found.methods.first(where: { $0.name == method }) else {
            let near = NearestNames.of(method, in: found.methods.map(\.name))
            throw QuestionError.unknown("method", name: "\(api).\(method)", near: near)
        }
        let types = metadata.types
        let values = try ChainReader.values(arguments, as: description.inputs.map(\.type), types)
        let answer = try await call(api, method, values, at: block.hash)
        return ChainAnswer(
            block: block, type: types.name(answer.type),
            value: ScaleRendering.json(try answer.value(), as: answer.type, in: types), isDefault: false)
    }

    private static func values(
        _ texts: [String], as types: [UInt32], _ registry: TypeRegistry
    ) throws(QuestionError) -> [ScaleValue] {
        guard texts.count == types.count else {
            throw .count(texts.count, wanted: types.map { registry.name($0) })
        }
        var values: [ScaleValue] = []
        for (text, type) in zip(texts, types) {
            values.append(try ScaleArgument.parse(text, as: type, in: registry))
        }
        return values
    }
}
