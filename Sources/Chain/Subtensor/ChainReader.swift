import JSON
import Keys

/// Typed questions to a node about one block: storage by name, runtime APIs by name, decoded with the block's own metadata.
package struct ChainReader: Sendable {
    package let node: ChainNode
    package let runtimes: RuntimeSource

    package init(rpc: any RPCCaller, runtimes: RuntimeSource) {
        node = ChainNode(rpc: rpc)
        self.runtimes = runtimes
    }

    /// The best block.
    package func best() async throws -> BlockPoint {
        let hash = try await node.head()
        return BlockPoint(number: try await node.header(hash).number, hash: hash)
    }

    /// The block with this number.
    /// - Throws: ``SubtensorError/refused(_:)`` when the chain has none.
    package func block(_ number: UInt64) async throws -> BlockPoint {
        guard let hash = try await node.blockHash(number) else {
            throw SubtensorError.refused("the chain has no block \(number) yet")
        }
        return BlockPoint(number: number, hash: hash)
    }

    /// What a method of a runtime API answered.
    package struct Answer: Sendable {
        package let bytes: [UInt8]
        package let type: UInt32
        package let runtime: ChainRuntime

        /// The answer as the runtime's types describe it.
        package func value() throws(ScaleError) -> ScaleValue { try runtime.metadata.types.decode(type, bytes) }
    }

    /// The answer of `api`'s `method` at `block`.
    /// - Throws: ``MetadataError`` when the runtime has none, ``ScaleError`` when an argument does not fit.
    package func call(
        _ api: String, _ method: String, _ arguments: [ScaleValue], at block: BlockHash
    ) async throws -> Answer {
        let runtime = try await runtimes.runtime(at: block)
        let description = try runtime.metadata.api(api, method)
        guard description.inputs.count == arguments.count else {
            throw ScaleError.mismatch(
                expected: "\(description.inputs.count) arguments of \(method)", got: "\(arguments.count)")
        }
        var writer = ScaleWriter()
        for (argument, input) in zip(arguments, description.inputs) {
            try runtime.metadata.types.encode(argument, as: input.type, into: &writer)
        }
        let bytes = try await node.stateCall("\(api)_\(method)", writer.bytes, at: block)
        return Answer(bytes: bytes, type: description.output, runtime: runtime)
    }

    /// The stored value, or its default, or nil where an optional one is absent.
    package func value(_ item: StorageItem, at block: BlockHash) async throws -> ScaleValue? {
        let metadata = try await runtimes.runtime(at: block).metadata
        let key = try metadata.storageKey(item.pallet, item.item, item.keys)
        return try metadata.storageValue(item.pallet, item.item, try await node.storage(key, at: block))
    }

    /// The stored values in the order of the items, from one request; nil also for what this runtime does not have.
    package func values(_ items: [StorageItem], at block: BlockHash) async throws -> [ScaleValue?] {
        let metadata = try await runtimes.runtime(at: block).metadata
        let keys = items.map { try? metadata.storageKey($0.pallet, $0.item, $0.keys) }
        let names = keys.compactMap { $0 }.map { JSONValue.text("0x" + Hex.encode($0)) }
        let answer = try await node.rpc.call("state_queryStorageAt", [.list(names), .text(block.hex)])
        let changes = try ChainReader.changes(answer)
        return try zip(items, keys).map { item, key in
            guard let key else { return nil }
            return try metadata.storageValue(item.pallet, item.item, changes[key] ?? nil)
        }
    }

    private static func changes(_ answer: JSONValue) throws(ChainError) -> [[UInt8]: [UInt8]?] {
        var found: [[UInt8]: [UInt8]?] = [:]
        for entry in answer.list ?? [] {
            for change in entry["changes"]?.list ?? [] {
                guard let pair = change.list, pair.count == 2, let key = pair[0].text.flatMap({ Hex.decode($0) }) else {
                    throw .unexpectedAnswer(method: "state_queryStorageAt")
                }
                if pair[1] == .null {
                    found[key] = .some(nil)
                } else if let value = pair[1].text.flatMap({ Hex.decode($0) }) {
                    found[key] = .some(value)
                } else {
                    throw .unexpectedAnswer(method: "state_queryStorageAt")
                }
            }
        }
        return found
    }
}
