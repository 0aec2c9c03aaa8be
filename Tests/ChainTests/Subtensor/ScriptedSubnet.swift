import Chain
import JSON
import Keys
import Synchronization

/// A node with one subnet in its storage, behind a ``ScriptedRPC``; what is submitted gets the outcome of the script.
final class ScriptedSubnet: CallSubmitting {
    struct State: Sendable {
        var block: UInt64 = 1_000
        var runtime = NeuronRuntime.runtime()
        /// The encoded values by their keys.
        var storage: [[UInt8]: [UInt8]] = [:]
        var neurons = 3
        var outcome = SubmissionOutcome.included(block: .zero, index: 1, events: [])
        var submitted: [RuntimeCall] = []
        var goals: [SubmissionGoal] = []
        var isAway = false
        /// What happens on the chain when something is submitted.
        var effect: (@Sendable (inout State) -> Void)?
    }

    let rpc = ScriptedRPC()
    let state: Mutex<State>

    init(runtime: ChainRuntime = NeuronRuntime.runtime()) throws {
        var state = State()
        state.runtime = runtime
        self.state = Mutex(state)
        try set("NetworksAdded", .bool(true))
        try set("NetworkRegistrationAllowed", .bool(true))
        try set("Tempo", .unsigned(99))
        try set("SubnetworkN", .unsigned(3))
        answer()
    }

    /// The subtensor over this node.
    var subtensor: ChainSubtensor {
        ChainSubtensor(reader: ChainReader(rpc: rpc, runtimes: RuntimeSource(rpc: rpc)), submitter: self)
    }

    /// A value of subnet 27 is stored.
    func set(_ item: String, _ value: ScaleValue) throws {
        try store(StorageItem("SubtensorModule", item, [.unsigned(27)]), value)
    }

    /// `hotkey` has this number on subnet 27.
    func register(_ hotkey: AccountID, uid: UInt16) throws {
        try store(
            StorageItem("SubtensorModule", "Uids", [.unsigned(27), .account(hotkey)]), .unsigned(UInt128(uid)))
    }

    func store(_ item: StorageItem, _ value: ScaleValue) throws {
        let metadata = state.withLock { $0.runtime.metadata }
        let key = try metadata.storageKey(item.pallet, item.item, item.keys)
        let type = try metadata.storage(item.pallet, item.item).valueType
        let bytes = try metadata.types.encode(value, as: type)
        state.withLock { $0.storage[key] = bytes }
    }

    func submit(
        _ call: RuntimeCall, signer: Keypair, until goal: SubmissionGoal, limit: Duration
    ) async throws -> SubmissionOutcome {
        state.withLock { state in
            state.submitted.append(call)
            state.goals.append(goal)
            state.effect?(&state)
            return state.outcome
        }
    }

    static func hash(_ number: UInt64) -> BlockHash {
        BlockHash((0..<32).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) : 0x77 }) ?? .zero
    }
}

extension ScriptedSubnet {
    private func answer() {
        on("chain_getHead") { state, _ in .text(Self.hash(state.block).hex) }
        on("chain_getHeader") { state, _ in
            BlockHeader(
                parentHash: .zero, number: state.block, stateRoot: .zero, extrinsicsRoot: .zero, logs: []
            ).json
        }
        on("chain_getBlockHash") { state, parameters in
            let number = UInt64(parameters.first?.integer ?? 0)
            if number == 0 { return .text("0x" + Hex.encode(state.runtime.genesis)) }
            return number <= state.block ? .text(Self.hash(number).hex) : .null
        }
        on("state_getRuntimeVersion") { state, _ in
            [
                "specName": "node-subtensor", "specVersion": .integer(Int64(state.runtime.version.specVersion)),
                "transactionVersion": 1,
            ]
        }
        on("state_getStorageAt") { state, parameters in Self.stored(state, parameters.first) }
        on("state_queryStorageAt") { state, parameters in
            let changes = (parameters.first?.list ?? []).map { key in JSONValue.list([key, Self.stored(state, key)]) }
            return [["block": parameters[1], "changes": .list(changes)]]
        }
        on("state_call") { state, parameters in try Self.call(state, parameters) }
    }

    private func on(_ method: String, _ body: @escaping @Sendable (State, [JSONValue]) throws -> JSONValue) {
        rpc.on(method) { [self] parameters throws(RPCError) in
            let state = state.withLock { $0 }
            if state.isAway { throw .unreachable("away") }
            do {
                return try body(state, parameters)
            } catch {
                throw .refused(code: 4_003, message: "Client error", data: "\(error)")
            }
        }
    }

    private static func stored(_ state: State, _ key: JSONValue?) -> JSONValue {
        guard let value = state.storage[Hex.decode(key?.text ?? "") ?? []] else { return .null }
        return .text("0x" + Hex.encode(value))
    }

    private static func call(_ state: State, _ parameters: [JSONValue]) throws -> JSONValue {
        let types = state.runtime.metadata.types
        var reader = ScaleReader(Hex.decode(parameters[1].text ?? "") ?? [])
        let extended = !NeuronLayout.isNeurons(NeuronRuntime.neurons, in: types)
        let bytes: [UInt8]
        switch parameters.first?.text {
        case "Metadata_metadata_at_version":
            var writer = ScaleWriter()
            writer.option(state.runtime.metadata.encoded()) { $0.byteVector($1) }
            bytes = writer.bytes
        case "NeuronInfoRuntimeApi_get_neurons_lite":
            let count = try reader.integer(UInt16.self) == 27 ? state.neurons : 0
            let list = (0..<count).map { NeuronSamples.value($0, extended: extended) }
            bytes = try types.encode(.list(list), as: NeuronRuntime.neurons)
        case "NeuronInfoRuntimeApi_get_neuron_lite":
            let netuid = try reader.integer(UInt16.self)
            let uid = Int(try reader.integer(UInt16.self))
            let known = netuid == 27 && uid < state.neurons
            bytes = try types.encode(
                known ? .some(NeuronSamples.value(uid, extended: extended)) : .none, as: NeuronRuntime.neuron)
        case "SubnetInfoRuntimeApi_get_subnet_state":
            let known = try reader.integer(UInt16.self) == 27
            bytes = try types.encode(known ? NeuronSamples.state(state.neurons) : .none, as: NeuronRuntime.state)
        default:
            throw ScaleError.truncated(needed: 0, at: 0)
        }
        return .text("0x" + Hex.encode(bytes))
    }
}
