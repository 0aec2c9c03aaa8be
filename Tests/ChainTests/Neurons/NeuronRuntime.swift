import Chain
import Keys

/// A runtime that has what subnets are read by: the types of neurons and of a subnet's state, its APIs, its storage.
enum NeuronRuntime {
    static let genesis = [UInt8](repeating: 0x4e, count: 32)
    /// `extended` neurons have one field more, so that the fast path does not know them.
    static func runtime(extended: Bool = false, calls: [String] = callNames, specVersion: UInt32 = 343) -> ChainRuntime
    {
        ChainRuntime(
            metadata: metadata(extended: extended, calls: calls),
            version: RuntimeVersion(specName: "node-subtensor", specVersion: specVersion, transactionVersion: 1),
            genesis: genesis)
    }

    static let neurons: UInt32 = 21
    static let state: UInt32 = 22
    static let neuron: UInt32 = 23
    static let callNames = ["commit_weights", "reveal_weights"]

    static func metadata(extended: Bool, calls: [String]) -> Metadata {
        let netuid = RuntimeAPIInput(name: "netuid", type: u16)
        let uid = RuntimeAPIInput(name: "uid", type: u16)
        return Metadata(
            version: 15, types: TypeRegistry(types: types(extended: extended, calls: calls)),
            pallets: [
                Pallet(
                    name: "System",
                    storage: PalletStorage(
                        prefix: "System", entries: [map("Account", account, 24, .blake2_128Concat, 28)]), index: 0),
                Pallet(
                    name: "SubtensorModule", storage: PalletStorage(prefix: "SubtensorModule", entries: entries),
                    calls: 27, index: 7),
            ],
            extrinsic: ExtrinsicFormat(
                version: 4, addressType: account, callType: 27, signatureType: 4, extraType: 28, extensions: []),
            runtimeType: 28,
            apis: [
                RuntimeAPI(
                    name: "NeuronInfoRuntimeApi",
                    methods: [
                        RuntimeAPIMethod(name: "get_neurons_lite", inputs: [netuid], output: neurons),
                        RuntimeAPIMethod(name: "get_neuron_lite", inputs: [netuid, uid], output: neuron),
                    ]),
                RuntimeAPI(
                    name: "SubnetInfoRuntimeApi",
                    methods: [RuntimeAPIMethod(name: "get_subnet_state", inputs: [netuid], output: state)]),
            ], outerEnums: OuterEnums(call: 27, event: 28, error: 28))
    }

    private static let account: UInt32 = 8
    private static let u16: UInt32 = 1

    private static func map(
        _ name: String, _ key: UInt32, _ value: UInt32, _ hasher: StorageHasher, _ size: Int
    ) -> StorageEntry {
        StorageEntry(
            name: name, modifier: .default, kind: .map(hashers: [hasher], key: key, value: value),
            fallback: [UInt8](repeating: 0, count: size))
    }

    private static let numbers = [
        "WeightsSetRateLimit", "ServingRateLimit", "WeightsVersionKey", "RevealPeriodEpochs", "Burn",
    ]
    private static let smallNumbers = ["Tempo", "MinAllowedWeights", "MaxWeightsLimit", "SubnetworkN"]
    private static let flags = ["NetworksAdded", "CommitRevealWeightsEnabled", "NetworkRegistrationAllowed"]

    private static var entries: [StorageEntry] {
        var entries: [StorageEntry] = numbers.map { map($0, u16, 3, .identity, 8) }
        entries += smallNumbers.map { map($0, u16, 1, .identity, 2) }
        entries += flags.map { map($0, u16, 5, .identity, 1) }
        entries.append(map("SubnetOwnerHotkey", u16, account, .identity, 32))
        entries.append(map("LastUpdate", u16, 26, .identity, 1))
        let uids = StorageEntry.Kind.map(hashers: [.identity, .blake2_128Concat], key: 29, value: u16)
        entries.append(StorageEntry(name: "Uids", modifier: .optional, kind: uids, fallback: [0]))
        return entries
    }

    private static func fields(_ pairs: KeyValuePairs<String, UInt32>) -> TypeShape {
        .composite(pairs.map { TypeField(name: $0.key, type: $0.value) })
    }

    private static func option(_ type: UInt32) -> TypeShape {
        .variant([
            TypeVariant(name: "None", index: 0), TypeVariant(name: "Some", fields: [TypeField(type: type)], index: 1),
        ])
    }

    private static func types(extended: Bool, calls: [String]) -> [TypeDefinition] {
        let address: KeyValuePairs<String, UInt32> = ["block": 3, "version": 2, "ip": 4, "port": 1, "ip_type": 0]
        let axon: KeyValuePairs<String, UInt32> = [
            "block": 3, "version": 2, "ip": 4, "port": 1, "ip_type": 0, "protocol": 0, "placeholder1": 0,
            "placeholder2": 0,
        ]
        let extra = extended ? [TypeField(name: "collateral", type: 10)] : []
        let shapes: [TypeShape] = [
            // 0
            .primitive(.u8), .primitive(.u16), .primitive(.u32), .primitive(.u64), .primitive(.u128),
            // 5
            .primitive(.bool), .sequence(0), .array(0, count: 32), .composite([TypeField(type: 7)]), .compact(1),
            // 10
            .compact(3),
            fields(axon), fields(address), .tuple([8, 10]), .sequence(13),
            // 15
            .sequence(8), .sequence(5), .sequence(9), .sequence(10), .sequence(18),
            // 20
            .composite(neuronFields + extra), .sequence(20),
            option(30), option(20), fields(["nonce": 2, "data": 25]),
            // 25
            fields(["free": 3, "reserved": 3, "frozen": 3]), .sequence(3),
            .variant(calls.enumerated().map { TypeVariant(name: $1, index: UInt8(clamping: $0)) }), .tuple([]),
            .tuple([1, 8]),
            // 30
            fields(stateFields),
        ]
        return shapes.enumerated().map { index, shape in
            let isOption = index == Int(state) || index == Int(neuron)
            return TypeDefinition(path: isOption ? ["Option"] : [], shape: shape)
        }
    }

    private static let neuronFields: [TypeField] = {
        let pairs: KeyValuePairs<String, UInt32> = [
            "hotkey": 8, "coldkey": 8, "uid": 9, "netuid": 9, "active": 5, "axon_info": 11, "prometheus_info": 12,
            "stake": 14, "rank": 9, "emission": 10, "incentive": 9, "consensus": 9, "trust": 9, "validator_trust": 9,
            "dividends": 9, "last_update": 10, "validator_permit": 5, "pruning_score": 9,
        ]
        return pairs.map { TypeField(name: $0.key, type: $0.value) }
    }()

    private static let stateFields: KeyValuePairs<String, UInt32> = [
        "netuid": 9, "hotkeys": 15, "coldkeys": 15, "active": 16, "validator_permit": 16, "pruning_score": 17,
        "last_update": 18, "emission": 18, "dividends": 17, "incentives": 17, "consensus": 17, "trust": 17, "rank": 17,
        "block_at_registration": 18, "alpha_stake": 18, "tao_stake": 18, "total_stake": 18, "emission_history": 19,
    ]
}
