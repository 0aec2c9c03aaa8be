import Chain
import Keys
import Testing

@testable import DevChain

/// A chain without a node: blocks are begun by hand, and extrinsics go through admission into them.
final class World {
    static let netuid: UInt16 = 27
    static let tao: UInt64 = 1_000_000_000
    static let owner = key("//Owner")
    static let alice = key("//Alice")
    static let bob = key("//Bob")
    /// Has a balance and no uid.
    static let charlie = key("//Charlie")
    static let genesisHash = [UInt8](repeating: 7, count: 32)

    /// The owner with a permit by stake, Alice with one from genesis, Bob with neither.
    static let genesis = GenesisConfiguration(
        balances: [
            owner.account: 1_000 * tao, alice.account: 1_000 * tao, bob.account: 1_000 * tao,
            charlie.account: 100 * tao,
        ],
        subnets: [
            GenesisSubnet(
                netuid: netuid, ownerHotkey: owner.account, ownerColdkey: owner.account, name: "compute")
        ],
        neurons: [
            GenesisNeuron(netuid: netuid, hotkey: owner.account, coldkey: owner.account, stake: 5_000 * tao),
            GenesisNeuron(
                netuid: netuid, hotkey: alice.account, coldkey: alice.account, stake: 10 * tao, validatorPermit: true),
            GenesisNeuron(netuid: netuid, hotkey: bob.account, coldkey: bob.account),
        ])

    let runtime: DevRuntime
    var state: ChainState
    private(set) var block: UInt64 = 0
    private var index: UInt32 = 1
    private var nonces: [AccountID: UInt32] = [:]

    init(_ change: (inout ChainParameters) -> Void = { _ in }, genesis: GenesisConfiguration = World.genesis) {
        var parameters = ChainParameters()
        change(&parameters)
        runtime = DevRuntime(parameters: parameters)
        state = runtime.genesis(genesis)
        advance(to: 1)
    }

    private static func key(_ uri: String) -> Keypair { (try? Keypair(secretURI: uri)) ?? .generate() }

    static func hash(_ number: UInt64) -> [UInt8] {
        number == 0 ? genesisHash : [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32)
    }

    var context: BlockContext {
        let block = block
        return BlockContext(
            number: block, parentHash: Self.hash(block == 0 ? 0 : block - 1), genesisHash: Self.genesisHash,
            now: block &* 12_000, blockHash: { $0 < block ? Self.hash($0) : nil })
    }

    var chain: ChainRuntime {
        ChainRuntime(
            metadata: runtime.metadata, version: DevRuntime.version.runtimeVersion, genesis: Self.genesisHash)
    }

    /// Begins the block with this number.
    func advance(to number: UInt64) {
        block = number
        index = 1
        _ = runtime.begin(block: context, state: &state)
    }

    func call(_ pallet: String, _ name: String, _ arguments: KeyValuePairs<String, ScaleValue>) -> RuntimeCall {
        RuntimeCall(pallet: pallet, name: name, arguments: .fields(arguments))
    }

    func call(_ name: String, _ arguments: KeyValuePairs<String, ScaleValue>) -> RuntimeCall {
        call("SubtensorModule", name, arguments)
    }

    func extrinsic(
        _ call: RuntimeCall, by signer: Keypair, nonce: UInt32? = nil, tip: UInt64 = 0, era: Era = .immortal
    ) throws -> DecodedExtrinsic {
        let signed = try SignedExtrinsic.make(
            call: call.encoded(runtime.metadata), signer: signer, nonce: nonce ?? nonces[signer.account] ?? 0, tip: tip,
            era: era, eraBlockHash: era == .immortal ? Self.genesisHash : Self.hash(era.birth(block)), runtime: chain)
        return try DecodedExtrinsic.decode(signed.bytes, metadata: runtime.metadata)
    }

    func refusal(_ call: RuntimeCall, by signer: Keypair) throws -> PoolRefusal? {
        runtime.admit(try extrinsic(call, by: signer), state: state, context: context)
    }

    /// Runs the call in the current block, without asking the pool.
    @discardableResult
    func run(_ call: RuntimeCall, by signer: Keypair) throws -> [EventRecord] {
        let events = runtime.apply(try extrinsic(call, by: signer), index: index, state: &state, context: context)
        index += 1
        nonces[signer.account, default: 0] += 1
        return events
    }

    /// The name of the error that the call ends in; nil when it succeeds.
    func failure(_ call: RuntimeCall, by signer: Keypair) throws -> String? {
        DispatchFailure(events: try run(call, by: signer), metadata: runtime.metadata)?.name
    }

    /// Submits as a node would: admitted, then run, and it succeeds.
    func succeed(_ call: RuntimeCall, by signer: Keypair) throws -> [EventRecord] {
        #expect(try refusal(call, by: signer) == nil)
        let events = try run(call, by: signer)
        #expect(events.last?.name == "ExtrinsicSuccess")
        return events
    }

    /// A storage value by the metadata.
    func stored(_ pallet: String, _ item: String, _ keys: ScaleValue...) throws -> ScaleValue? {
        let key = try runtime.metadata.storageKey(pallet, item, keys)
        return try runtime.metadata.storageValue(pallet, item, state[key])
    }

    /// A runtime API's answer, decoded by the metadata.
    func ask(_ api: String, _ method: String, _ parameters: [UInt8] = []) throws -> ScaleValue {
        let bytes = try runtime.call("\(api)_\(method)", parameters, state: state, context: context)
        return try runtime.metadata.types.decode(try runtime.metadata.api(api, method).output, bytes)
    }

    // The calls that the tests need.

    func serve(
        ip: UInt128 = 0x0102_0304, port: UInt16 = 8091, type: UInt8 = 4, netuid: UInt16 = World.netuid
    ) -> RuntimeCall {
        call(
            "serve_axon",
            [
                "netuid": .unsigned(UInt128(netuid)), "version": .unsigned(190), "ip": .unsigned(ip),
                "port": .unsigned(UInt128(port)), "ip_type": .unsigned(UInt128(type)), "protocol": .unsigned(4),
                "placeholder1": .unsigned(0), "placeholder2": .unsigned(0),
            ])
    }

    func prometheus(ip: UInt128 = 0x0102_0304, port: UInt16 = 8091, type: UInt8 = 4) -> RuntimeCall {
        call(
            "serve_prometheus",
            [
                "netuid": .unsigned(UInt128(Self.netuid)), "version": .unsigned(190), "ip": .unsigned(ip),
                "port": .unsigned(UInt128(port)), "ip_type": .unsigned(UInt128(type)),
            ])
    }

    func weights(
        _ uids: [UInt16], _ values: [UInt16], version: UInt64 = 0, netuid: UInt16 = World.netuid,
        mechanism: UInt8? = nil
    ) -> RuntimeCall {
        var names = ["netuid", "dests", "weights", "version_key"]
        var arguments: [ScaleValue] = [
            .unsigned(UInt128(netuid)), .list(uids.map { .unsigned(UInt128($0)) }),
            .list(values.map { .unsigned(UInt128($0)) }), .unsigned(UInt128(version)),
        ]
        if let mechanism {
            names.append("mecid")
            arguments.append(.unsigned(UInt128(mechanism)))
        }
        return RuntimeCall(
            pallet: "SubtensorModule", name: mechanism == nil ? "set_weights" : "set_mechanism_weights",
            arguments: .record(names: names, values: arguments))
    }

    func register(_ hotkey: AccountID, netuid: UInt16 = World.netuid) -> RuntimeCall {
        call("burned_register", ["netuid": .unsigned(UInt128(netuid)), "hotkey": .account(hotkey)])
    }
}
