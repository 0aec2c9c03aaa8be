internal import Chain
internal import Keys

/// The metadata of this chain, made from the schema: it is the same whatever the parameters are.
struct RuntimeDescription: Sendable {
    /// Format 15.
    let metadata: Metadata
    /// Format 14, encoded.
    let encoded14: [UInt8]
    /// Format 15, encoded.
    let encoded15: [UInt8]
    /// BLAKE2b-256 of both.
    let fingerprint: [UInt8]
    /// The type of one element of `System.Events`.
    let eventType: UInt32
    /// What is wrong with the schema; a test wants none.
    let problems: [String]

    /// The only one.
    static let shared = RuntimeDescription()

    private init() {
        var table = TypeTable()
        // A client of the chain takes the type with id 0 for the account id, whatever the metadata says of it.
        for schema in TypeSchema.all { table.declare(schema) }
        _ = table.id("AccountId32")
        let descriptions = PalletDescription.all
        for pallet in descriptions { pallet.declareEnums(in: &table) }
        Self.declareOuterEnums(descriptions, in: &table)
        let pallets = descriptions.map { $0.pallet(in: &table) }
        let apis = APIDescription.all.map { $0.api(in: &table) }
        var fifteen = ExtrinsicFormat(extensions: Self.extensions(in: &table))
        fifteen.addressType = table.id("MultiAddress")
        fifteen.callType = table.id("RuntimeCall")
        fifteen.signatureType = table.id("MultiSignature")
        fifteen.extraType = table.id(.tuple(Self.extensions.map { .named($0.type) }))
        let fourteen = ExtrinsicFormat(type: table.id("UncheckedExtrinsic"), extensions: fifteen.extensions)
        let outer = OuterEnums(
            call: table.id("RuntimeCall"), event: table.id("RuntimeEvent"), error: table.id("RuntimeError"))
        let runtime = table.id("Runtime")
        eventType = table.id("EventRecord")
        let registry = table.registry
        metadata = Metadata(
            version: 15, types: registry, pallets: pallets, extrinsic: fifteen, runtimeType: runtime, apis: apis,
            outerEnums: outer)
        encoded15 = metadata.encoded()
        encoded14 =
            Metadata(version: 14, types: registry, pallets: pallets, extrinsic: fourteen, runtimeType: runtime)
            .encoded()
        fingerprint = Blake2b.hash(encoded15 + encoded14, count: 32)
        problems = table.problems
    }

    private static func declareOuterEnums(_ pallets: [PalletDescription], in table: inout TypeTable) {
        func outer(_ name: String, _ has: (PalletDescription) -> Bool, _ part: String) {
            let variants = pallets.filter(has).map { pallet in
                TypeDeclaration.Variant(
                    name: pallet.name, index: pallet.index,
                    members: [.init(name: nil, type: .named("\(pallet.name)\(part)"))])
            }
            table.declare(
                name, TypeDeclaration(path: ["node_subtensor_runtime", name], body: .enumeration(variants)))
        }
        outer("RuntimeCall", { !$0.calls.isEmpty }, "Call")
        outer("RuntimeEvent", { !$0.events.isEmpty }, "Event")
        outer("RuntimeError", { !$0.errors.isEmpty }, "Error")
    }

    /// The signed extensions in their order; the type that the fee extension names is not the one it is encoded as.
    private static let extensions: [(identifier: String, type: String, listed: String, additional: String)] = [
        ("CheckNonZeroSender", "CheckNonZeroSender", "CheckNonZeroSender", "()"),
        ("CheckSpecVersion", "CheckSpecVersion", "CheckSpecVersion", "u32"),
        ("CheckTxVersion", "CheckTxVersion", "CheckTxVersion", "u32"),
        ("CheckGenesis", "CheckGenesis", "CheckGenesis", "H256"),
        ("CheckMortality", "CheckMortality", "CheckMortality", "H256"),
        ("CheckNonce", "CheckNonce", "CheckNonce", "()"),
        ("CheckWeight", "CheckWeight", "CheckWeight", "()"),
        (
            "ChargeTransactionPayment", "ChargeTransactionPaymentWrapper", "ChargeTransactionPayment", "()"
        ),
        ("SubtensorTransactionExtension", "SubtensorTransactionExtension", "SubtensorTransactionExtension", "()"),
        ("DrandPriority", "DrandPriority", "DrandPriority", "()"),
        ("CheckMetadataHash", "CheckMetadataHash", "CheckMetadataHash", "Option<[u8; 32]>"),
    ]

    private static func extensions(in table: inout TypeTable) -> [SignedExtension] {
        extensions.map { item in
            SignedExtension(
                identifier: item.identifier, type: table.id(item.listed), additional: table.id(item.additional))
        }
    }
}
