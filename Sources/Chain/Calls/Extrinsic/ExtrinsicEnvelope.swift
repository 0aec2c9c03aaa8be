internal import Keys

/// The part of a signed extrinsic between its version and its call.
struct ExtrinsicEnvelope {
    private(set) var signer: AccountID?
    private(set) var scheme: UInt8 = 0
    private(set) var signature: [UInt8] = []
    private(set) var era = Era.immortal
    private(set) var nonce: UInt32 = 0
    private(set) var tip: UInt64 = 0
    private(set) var extra: [UInt8] = []

    /// Reads address, signature and the values of the signed extensions.
    mutating func read(_ reader: inout ScaleReader, metadata: Metadata) throws(ScaleError) {
        let kind = try reader.byte()
        guard kind == 0 else { throw .invalidVariant(index: kind, type: "MultiAddress") }
        signer = try reader.account()
        scheme = try reader.byte()
        guard scheme <= 1 else { throw .invalidVariant(index: scheme, type: "MultiSignature") }
        signature = try reader.bytes(64)
        let rest = reader
        for listed in metadata.extrinsic.extensions { try read(listed, from: &reader, metadata: metadata) }
        // The bytes as they came, because the signature covers them, whatever they mean.
        var again = rest
        extra = try again.bytes(reader.offset - rest.offset)
    }

    private mutating func read(
        _ listed: SignedExtension, from reader: inout ScaleReader, metadata: Metadata
    ) throws(ScaleError) {
        switch SignedExtensionKind(listed.identifier) {
        case .mortality: era = try Era.read(&reader)
        case .nonce: nonce = try reader.compact()
        case .payment: tip = try reader.compact()
        case .metadataHash:
            let mode = try reader.byte()
            // Mode 1 covers a hash of the metadata, which nobody here computes.
            guard mode == 0 else { throw .invalidVariant(index: mode, type: "CheckMetadataHash") }
        case .specVersion, .transactionVersion, .genesis: break
        case nil: _ = try metadata.types.decode(listed.type, from: &reader)
        }
    }
}
