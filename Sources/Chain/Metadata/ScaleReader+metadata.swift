// The layouts are those of the crate frame-metadata 15 to 20, `v14.rs` and `v15.rs`.
extension ScaleReader {
    mutating func metadata(_ version: UInt8) throws(ScaleError) -> Metadata {
        let types = TypeRegistry(types: try registry())
        let pallets = try vector { reader throws(ScaleError) in try reader.pallet(version) }
        let extrinsic = version == 14 ? try extrinsicV14() : try extrinsicV15()
        var metadata = Metadata(
            version: version, types: types, pallets: pallets, extrinsic: extrinsic, runtimeType: try typeID())
        guard version == 15 else { return metadata }
        metadata.apis = try vector { reader throws(ScaleError) in try reader.runtimeAPI() }
        metadata.outerEnums = OuterEnums(call: try typeID(), event: try typeID(), error: try typeID())
        metadata.custom = try vector { reader throws(ScaleError) in
            CustomEntry(name: try reader.text(), type: try reader.typeID(), value: try reader.byteVector())
        }
        return metadata
    }

    mutating func typeID() throws(ScaleError) -> UInt32 { try compact(UInt32.self) }

    mutating func optionalType() throws(ScaleError) -> UInt32? {
        try option { reader throws(ScaleError) in try reader.typeID() }
    }

    mutating func texts() throws(ScaleError) -> [String] {
        try vector { reader throws(ScaleError) in try reader.text() }
    }

    private mutating func pallet(_ version: UInt8) throws(ScaleError) -> Pallet {
        Pallet(
            name: try text(),
            storage: try option { reader throws(ScaleError) in
                PalletStorage(
                    prefix: try reader.text(),
                    entries: try reader.vector { reader throws(ScaleError) in try reader.storageEntry() })
            },
            calls: try optionalType(), events: try optionalType(),
            constants: try vector { reader throws(ScaleError) in
                Constant(
                    name: try reader.text(), type: try reader.typeID(), value: try reader.byteVector(),
                    docs: try reader.texts())
            },
            errors: try optionalType(), index: try byte(), docs: version == 15 ? try texts() : [])
    }

    private mutating func storageEntry() throws(ScaleError) -> StorageEntry {
        StorageEntry(
            name: try text(), modifier: try choice(), kind: try storageKind(), fallback: try byteVector(),
            docs: try texts())
    }

    private mutating func storageKind() throws(ScaleError) -> StorageEntry.Kind {
        let kind = try byte()
        switch kind {
        case 0: return .plain(try typeID())
        case 1:
            let hashers: [StorageHasher] = try vector { reader throws(ScaleError) in try reader.choice() }
            return .map(hashers: hashers, key: try typeID(), value: try typeID())
        default: throw .invalidVariant(index: kind, type: "StorageEntryType")
        }
    }

    /// A variant without fields.
    private mutating func choice<T: RawRepresentable<UInt8>>() throws(ScaleError) -> T {
        let byte = try byte()
        guard let choice = T(rawValue: byte) else { throw .invalidVariant(index: byte, type: "\(T.self)") }
        return choice
    }

    private mutating func extrinsicV14() throws(ScaleError) -> ExtrinsicFormat {
        let type = try typeID()
        return ExtrinsicFormat(version: try byte(), type: type, extensions: try signedExtensions())
    }

    private mutating func extrinsicV15() throws(ScaleError) -> ExtrinsicFormat {
        ExtrinsicFormat(
            version: try byte(), addressType: try typeID(), callType: try typeID(), signatureType: try typeID(),
            extraType: try typeID(), extensions: try signedExtensions())
    }

    private mutating func signedExtensions() throws(ScaleError) -> [SignedExtension] {
        try vector { reader throws(ScaleError) in
            SignedExtension(identifier: try reader.text(), type: try reader.typeID(), additional: try reader.typeID())
        }
    }

    private mutating func runtimeAPI() throws(ScaleError) -> RuntimeAPI {
        RuntimeAPI(
            name: try text(),
            methods: try vector { reader throws(ScaleError) in
                RuntimeAPIMethod(
                    name: try reader.text(),
                    inputs: try reader.vector { reader throws(ScaleError) in
                        RuntimeAPIInput(name: try reader.text(), type: try reader.typeID())
                    },
                    output: try reader.typeID(), docs: try reader.texts())
            },
            docs: try texts())
    }
}
