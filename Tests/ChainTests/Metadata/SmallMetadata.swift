@testable import Chain

/// Metadata with one of everything, without the recorded data.
enum SmallMetadata {
    static func make(version: UInt8) -> Metadata {
        let calls = UInt32(SampleTypes.types.count)
        let types = TypeRegistry(
            types: SampleTypes.types + [
                TypeDefinition(
                    path: ["pallet_things", "pallet", "Call"], parameters: [TypeParameter(name: "T", type: nil)],
                    shape: .variant([
                        TypeVariant(
                            name: "make",
                            fields: [
                                TypeField(name: "size", type: SampleTypes.u16, typeName: "NetUid", docs: ["How big."])
                            ],
                            index: 4, docs: ["Makes one.", "Or not."])
                    ]), docs: ["The calls."]),
                TypeDefinition(
                    path: ["UncheckedExtrinsic"],
                    parameters: [
                        TypeParameter(name: "Address", type: SampleTypes.account),
                        TypeParameter(name: "Call", type: calls),
                    ],
                    shape: .composite([TypeField(type: SampleTypes.bytes)])),
            ])
        let entries = [
            StorageEntry(
                name: "Count", modifier: .default, kind: .plain(SampleTypes.u32), fallback: [7, 0, 0, 0], docs: ["All."]
            ),
            StorageEntry(
                name: "Owner", modifier: .optional,
                kind: .map(hashers: [.blake2_128Concat], key: SampleTypes.account, value: SampleTypes.record),
                fallback: [0]),
            StorageEntry(
                name: "Note", modifier: .default,
                kind: .map(hashers: [.identity, .twox64Concat], key: SampleTypes.pair, value: SampleTypes.text),
                fallback: [0]),
            StorageEntry(
                name: "Hidden", modifier: .optional,
                kind: .map(hashers: [.twox128], key: SampleTypes.u8, value: SampleTypes.u8), fallback: [0]),
        ]
        let pallet = Pallet(
            name: "Things", storage: PalletStorage(prefix: "ThingStore", entries: entries), calls: calls,
            constants: [Constant(name: "Most", type: SampleTypes.u16, value: [5, 0], docs: ["No more."])],
            errors: SampleTypes.choice, index: 9, docs: version == 15 ? ["Things."] : [])
        let extensions = [
            SignedExtension(identifier: "CheckNonce", type: SampleTypes.compact16, additional: SampleTypes.nothing)
        ]
        let extrinsic =
            version == 14
            ? ExtrinsicFormat(version: 4, type: calls + 1, extensions: extensions)
            : ExtrinsicFormat(
                version: 4, addressType: SampleTypes.account, callType: calls, signatureType: SampleTypes.bytes,
                extraType: SampleTypes.nothing, extensions: extensions)
        var metadata = Metadata(
            version: version, types: types, pallets: [pallet, Pallet(name: "Empty", index: 0)], extrinsic: extrinsic,
            runtimeType: SampleTypes.nothing)
        guard version == 15 else { return metadata }
        let method = RuntimeAPIMethod(
            name: "get", inputs: [RuntimeAPIInput(name: "size", type: SampleTypes.u16)], output: SampleTypes.option,
            docs: ["Gets."])
        metadata.apis = [RuntimeAPI(name: "ThingApi", methods: [method], docs: ["API."])]
        metadata.outerEnums = OuterEnums(call: calls, event: SampleTypes.choice, error: SampleTypes.choice)
        metadata.custom = [CustomEntry(name: "extra", type: SampleTypes.u8, value: [1])]
        return metadata
    }
}
