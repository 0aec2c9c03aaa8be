import Chain
import Keys

/// A runtime with two pallets and the signed extensions of the real one.
enum SmallRuntime {
    static let genesis = [UInt8](repeating: 0x47, count: 32)

    static func runtime(demoIndex: UInt8 = 7, specVersion: UInt32 = 343) -> ChainRuntime {
        ChainRuntime(metadata: metadata(demoIndex: demoIndex), version: version(specVersion), genesis: genesis)
    }

    static func version(_ spec: UInt32) -> RuntimeVersion {
        RuntimeVersion(specName: "node-subtensor", specVersion: spec, transactionVersion: 1)
    }

    static func metadata(demoIndex: UInt8 = 7, extensions: [SignedExtension] = extensions) -> Metadata {
        Metadata(
            version: 15, types: TypeRegistry(types: types(demoIndex: demoIndex)),
            pallets: [
                Pallet(
                    name: "System",
                    storage: PalletStorage(
                        prefix: "System",
                        entries: [
                            StorageEntry(
                                name: "Account", modifier: .default,
                                kind: .map(hashers: [.blake2_128Concat], key: 5, value: 6),
                                fallback: [UInt8](repeating: 0, count: 12)),
                            StorageEntry(name: "Events", modifier: .default, kind: .plain(18), fallback: [0]),
                        ]),
                    calls: 19, events: 12, index: 0),
                Pallet(name: "Demo", calls: 20, events: 15, errors: 21, index: demoIndex),
            ],
            extrinsic: ExtrinsicFormat(
                version: 4, addressType: 5, callType: 19, signatureType: 4, extraType: 22, extensions: extensions),
            runtimeType: 22, apis: [], outerEnums: OuterEnums(call: 19, event: 14, error: 21))
    }

    static let extensions = [
        SignedExtension(identifier: "CheckNonZeroSender", type: 22, additional: 22),
        SignedExtension(identifier: "CheckSpecVersion", type: 22, additional: 1),
        SignedExtension(identifier: "CheckTxVersion", type: 22, additional: 1),
        SignedExtension(identifier: "CheckGenesis", type: 22, additional: 5),
        SignedExtension(identifier: "CheckMortality", type: 0, additional: 5),
        SignedExtension(identifier: "CheckNonce", type: 23, additional: 22),
        SignedExtension(identifier: "CheckWeight", type: 22, additional: 22),
        SignedExtension(identifier: "ChargeTransactionPayment", type: 24, additional: 22),
        SignedExtension(identifier: "SubtensorTransactionExtension", type: 22, additional: 22),
        SignedExtension(identifier: "DrandPriority", type: 25, additional: 22),
        SignedExtension(identifier: "CheckMetadataHash", type: 0, additional: 0),
    ]

    private static func types(demoIndex: UInt8) -> [TypeDefinition] {
        let shapes: [TypeShape] = [
            // From 0 on.
            .primitive(.u8), .primitive(.u32), .primitive(.u64), .sequence(0), .array(0, count: 32),
            // From 5 on.
            .composite([TypeField(type: 4)]),
            .composite([TypeField(name: "nonce", type: 1), TypeField(name: "free", type: 2)]),
            .variant([
                TypeVariant(name: "ApplyExtrinsic", fields: [TypeField(type: 1)], index: 0),
                TypeVariant(name: "Finalization", index: 1), TypeVariant(name: "Initialization", index: 2),
            ]),
            .composite([TypeField(name: "index", type: 0), TypeField(name: "error", type: 9)]),
            .array(0, count: 4),
            // From 10 on.
            .variant([
                TypeVariant(name: "BadOrigin", index: 2),
                TypeVariant(name: "Module", fields: [TypeField(type: 8)], index: 3),
                TypeVariant(name: "Token", fields: [TypeField(type: 11)], index: 7),
            ]),
            .variant([TypeVariant(name: "FundsUnavailable", index: 0)]),
            .variant([
                TypeVariant(name: "ExtrinsicSuccess", fields: [TypeField(name: "dispatch_info", type: 13)], index: 0),
                TypeVariant(
                    name: "ExtrinsicFailed",
                    fields: [TypeField(name: "dispatch_error", type: 10), TypeField(name: "dispatch_info", type: 13)],
                    index: 1),
            ]),
            .composite([TypeField(name: "pays_fee", type: 0)]),
            .variant([
                TypeVariant(name: "System", fields: [TypeField(type: 12)], index: 0),
                TypeVariant(name: "Demo", fields: [TypeField(type: 15)], index: demoIndex),
            ]),
            // From 15 on.
            .variant([TypeVariant(name: "Done", fields: [TypeField(type: 5)], index: 3)]),
            .sequence(5),
            .composite([
                TypeField(name: "phase", type: 7), TypeField(name: "event", type: 14),
                TypeField(name: "topics", type: 16),
            ]),
            .sequence(17),
            .variant([TypeVariant(name: "remark", fields: [TypeField(name: "remark", type: 3)], index: 0)]),
            // From 20 on.
            .variant([
                TypeVariant(name: "act", fields: [TypeField(name: "value", type: 1)], index: 4),
                TypeVariant(name: "rest", index: 5),
            ]),
            .variant([TypeVariant(name: "TooSoon", index: 30, docs: ["It is too soon.", "Wait."])]),
            .tuple([]), .compact(1), .compact(2),
            // From 25 on.
            .composite([TypeField(type: 22)]),
        ]
        return shapes.map { TypeDefinition(shape: $0) }
    }

    static func act(_ value: UInt32) -> RuntimeCall {
        RuntimeCall(pallet: "Demo", name: "act", arguments: .fields(["value": .unsigned(UInt128(value))]))
    }
}
