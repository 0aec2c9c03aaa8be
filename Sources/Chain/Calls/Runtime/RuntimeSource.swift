internal import JSON
internal import Keys
internal import Timing

/// The runtime of any block: metadata is loaded once per version, upgrades are noticed, another chain is refused.
///
/// The version is asked at the block one works with, and the genesis together with it, so that a connection that now
/// leads to another chain is noticed at the next block that is used. Callers share one load.
package actor RuntimeSource {
    private let node: ChainNode
    private var genesis: BlockHash?
    private var versions: [(block: BlockHash, version: RuntimeVersion)] = []
    private var loads: [(version: RuntimeVersion, task: Task<Result<Metadata, any Error>, Never>)] = []

    // A role reads at a few blocks at once; a version is 100 bytes, metadata some megabytes.
    private static let rememberedBlocks = 32
    private static let rememberedRuntimes = 3

    /// Asks `rpc`, whose chain must have this genesis; when nil, the first answer is taken as the expected one.
    package init(rpc: any RPCCaller, expectedGenesis: BlockHash? = nil) {
        node = ChainNode(rpc: rpc)
        genesis = expectedGenesis
    }

    /// The runtime with which the block after `block` is made (after the best one when nil).
    /// - Throws: ``ChainError/wrongGenesis(expected:found:)``, ``RPCError``, or what is wrong with the metadata.
    package func runtime(at block: BlockHash? = nil) async throws -> ChainRuntime {
        var block = block
        // A hash, and not "the best one" three times: an upgrade may come between the questions.
        if block == nil { block = try await node.head() }
        guard let block else { throw ChainError.unexpectedAnswer(method: "chain_getHead") }
        let version = try await version(at: block)
        let metadata = try await metadata(of: version, at: block)
        guard let genesis else { throw ChainError.unexpectedAnswer(method: "chain_getBlockHash") }
        return ChainRuntime(metadata: metadata, version: version, genesis: genesis.bytes)
    }

    private func version(at block: BlockHash) async throws -> RuntimeVersion {
        if let known = versions.first(where: { $0.block == block }) { return known.version }
        let node = node
        async let first = node.blockHash(0)
        async let asked = node.runtimeVersion(at: block)
        let found = try await first
        guard let found else { throw ChainError.unexpectedAnswer(method: "chain_getBlockHash") }
        if let genesis, genesis != found {
            node.rpc.distrust("another chain")
            throw ChainError.wrongGenesis(expected: genesis, found: found)
        }
        genesis = found
        let version = try await asked
        versions.removeAll { $0.block == block }
        if versions.count >= Self.rememberedBlocks { versions.removeFirst() }
        versions.append((block, version))
        return version
    }

    private func metadata(of version: RuntimeVersion, at block: BlockHash) async throws -> Metadata {
        let load: Task<Result<Metadata, any Error>, Never>
        if let running = loads.first(where: { $0.version == version }) {
            load = running.task
        } else {
            let node = node
            // Unstructured: all callers share it, and it goes on when the first one is cancelled.
            load = Task { await Self.load(node, at: block) }
            if loads.count >= Self.rememberedRuntimes { loads.removeFirst() }
            loads.append((version, load))
        }
        let result = try await Waiting.value(of: load)
        if case .failure = result { loads.removeAll { $0.task == load } }
        return try result.get()
    }

    /// Format 15, or 14 from a node whose runtime has no other.
    private nonisolated static func load(_ node: ChainNode, at block: BlockHash) async -> Result<Metadata, any Error> {
        do {
            if let bytes = try await current(node, at: block) { return .success(try Metadata.decode(bytes)) }
            let answer = try await node.rpc.call("state_getMetadata", [.text(block.hex)])
            guard let bytes = answer.text.flatMap({ Hex.decode($0) }) else {
                throw ChainError.unexpectedAnswer(method: "state_getMetadata")
            }
            return .success(try Metadata.decode(bytes))
        } catch {
            return .failure(error)
        }
    }

    private nonisolated static func current(_ node: ChainNode, at block: BlockHash) async throws -> [UInt8]? {
        do {
            let bytes = try await node.stateCall("Metadata_metadata_at_version", [15, 0, 0, 0], at: block)
            var reader = ScaleReader(bytes)
            return try reader.option { reader throws(ScaleError) in try reader.byteVector() }
        } catch RPCError.refused {
            return nil
        }
    }
}
