import Chain
import JSON
import Keys
import Synchronization

extension ScriptedChain {
    /// Answers what nodes are asked about blocks, storage and accounts.
    func answerQuestions() {
        rpc.on("chain_getHead") { [self] _ throws(RPCError) in
            .text(state.withLock { $0.blocks.last.map { Self.hash($0).hex } } ?? "")
        }
        rpc.on("chain_getFinalizedHead") { [self] _ throws(RPCError) in
            .text(state.withLock { Self.hash($0.blocks[$0.finalized]).hex })
        }
        rpc.on("chain_getHeader") { [self] parameters throws(RPCError) in
            find(parameters.first)?.block.header.json ?? .null
        }
        rpc.on("chain_getBlockHash") { [self] parameters throws(RPCError) in
            let number = Int(parameters.first?.integer ?? -1)
            return state.withLock { state in
                if number == 0 { return .text("0x" + Hex.encode(state.genesis)) }
                return state.blocks.indices.contains(number) ? .text(Self.hash(state.blocks[number]).hex) : .null
            }
        }
        rpc.on("chain_getBlock") { [self] parameters throws(RPCError) in
            guard let block = find(parameters.first)?.block else { return .null }
            let extrinsics = block.extrinsics.map { JSONValue.text("0x" + Hex.encode($0)) }
            return ["block": ["header": block.header.json, "extrinsics": .list(extrinsics)], "justifications": .null]
        }
        rpc.on("state_getRuntimeVersion") { [self] parameters throws(RPCError) in
            guard let version = find(parameters.first)?.runtime.version else { return .null }
            return [
                "specName": .text(version.specName), "specVersion": .integer(Int64(version.specVersion)),
                "transactionVersion": .integer(Int64(version.transactionVersion)),
            ]
        }
        rpc.on("state_call") { [self] parameters throws(RPCError) in
            guard parameters.first == "Metadata_metadata_at_version", let block = find(parameters[2]) else {
                throw .refused(code: 4_003, message: "Client error", data: nil)
            }
            var writer = ScaleWriter()
            writer.option(block.runtime.metadata.encoded()) { $0.byteVector($1) }
            return .text("0x" + Hex.encode(writer.bytes))
        }
        rpc.on("account_nextIndex") { [self] _ throws(RPCError) in
            // Another caller gets its turn here, as it does while a real answer is on its way.
            let nonce = state.withLock { ($0.blocks.last?.nonce ?? 0) + UInt32($0.pool.count) }
            for _ in 0..<20 { await Task.yield() }
            return .integer(Int64(nonce))
        }
        rpc.on("state_getStorageAt") { [self] parameters throws(RPCError) in
            guard let block = find(parameters.dropFirst().first) else { return .null }
            if parameters.first == .text("0x" + Hex.encode(StorageKey.prefix("System", "Events"))) {
                return .text("0x" + Hex.encode(block.events))
            }
            var writer = ScaleWriter()
            writer.integer(block.nonce)
            writer.integer(UInt64(1_000))
            return .text("0x" + Hex.encode(writer.bytes))
        }
    }

    /// Takes extrinsics by the steps of the script.
    func answerSubmissions() {
        rpc.on("author_submitExtrinsic") { [self] parameters throws(RPCError) in
            let bytes = Hex.decode(parameters.first?.text ?? "") ?? []
            _ = try take(bytes)
            return .text(BlockHash(hashing: bytes).hex)
        }
        rpc.onSubscription("author_submitAndWatchExtrinsic") { [self] parameters, feed throws(RPCError) in
            let bytes = Hex.decode(parameters.first?.text ?? "") ?? []
            feed.send("ready")
            feed.send(["broadcast": ["12D3Koo"]])
            let (statuses, lost) = try take(bytes)
            for status in statuses { feed.send(status) }
            if lost { feed.end(.connectionLost(sent: true)) }
        }
    }

    private func find(_ parameter: JSONValue?) -> Block? {
        state.withLock { state in
            guard let text = parameter?.text else { return state.blocks.last }
            return state.blocks.last { Self.hash($0).hex == text }
        }
    }

    private func take(_ bytes: [UInt8]) throws(RPCError) -> (statuses: [JSONValue], lost: Bool) {
        let result: Result<(statuses: [JSONValue], lost: Bool), RPCError> = state.withLock { state in
            let step = state.steps.isEmpty ? nil : state.steps.removeFirst()
            switch step {
            case .refuse(let refusal): return .failure(Self.error(refusal))
            case .vanish: return .failure(.connectionLost(sent: true))
            case .beOvertaken, .vanishAndBeOvertaken:
                if let last = state.blocks.indices.last { state.blocks[last].nonce += 1 }
                if case .vanishAndBeOvertaken = step { return .failure(.connectionLost(sent: true)) }
                return .failure(Self.error(.outdated))
            default: break
            }
            if let refusal = Self.admit(bytes, state) { return .failure(Self.error(refusal)) }
            state.pool.append(bytes)
            switch step {
            case .hold: return .success(([], false))
            case .status(let status): return .success(([status], false))
            case .forget:
                state.pool = []
                return .success(([], true))
            default: break
            }
            if case .fail = step { Self.mine(&state, failing: true) } else { Self.mine(&state) }
            let hash = state.blocks.last.map { Self.hash($0).hex } ?? ""
            switch step {
            case .arrive: return .failure(.connectionLost(sent: true))
            case .cut: return .success(([], true))
            case .include: return .success(([["inBlock": .text(hash)]], false))
            default:
                state.finalized = state.blocks.count - 1
                return .success(([["inBlock": .text(hash)], ["finalized": .text(hash)]], false))
            }
        }
        return try result.get()
    }

    private static func error(_ refusal: PoolRefusal) -> RPCError {
        .refused(code: refusal.code, message: refusal.message, data: refusal.data)
    }

    private static func admit(_ bytes: [UInt8], _ state: State) -> PoolRefusal? {
        guard let last = state.blocks.last else { return .undecodable("no chain") }
        let runtime = last.runtime
        guard let extrinsic = try? DecodedExtrinsic.decode(bytes, metadata: runtime.metadata) else {
            return .undecodable("Could not decode")
        }
        let birth = Int(extrinsic.era.birth(last.block.header.number))
        let eraBlock = birth == 0 ? state.genesis : hash(state.blocks[birth]).bytes
        let verifies = extrinsic.verifies(
            specVersion: runtime.version.specVersion, transactionVersion: runtime.version.transactionVersion,
            genesis: state.genesis, eraBlockHash: eraBlock, metadata: runtime.metadata)
        if !verifies { return .badSignature }
        if extrinsic.nonce < last.nonce { return .outdated }
        let held = state.pool.compactMap { try? DecodedExtrinsic.decode($0, metadata: runtime.metadata).nonce }
        return held.contains(extrinsic.nonce) ? .priorityTooLow : nil
    }
}
