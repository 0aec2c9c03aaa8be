package import Keys

/// An extrinsic (format 4) that was read: signed, or bare as inherents are.
package struct DecodedExtrinsic: Sendable, Equatable {
    /// Nil for a bare one; then the values of the extensions are zero and the signature is empty.
    package let signer: AccountID?
    /// 0 ed25519, 1 sr25519.
    package let scheme: UInt8
    /// 64 bytes, not yet checked.
    package let signature: [UInt8]
    package let era: Era
    package let nonce: UInt32
    /// In rao.
    package let tip: UInt64
    /// The values of the signed extensions as they stand in the extrinsic.
    package let extra: [UInt8]
    /// The encoded call.
    package let callBytes: [UInt8]
    /// `.variant(pallet, .variant(name, .record))`.
    package let call: ScaleValue
    /// blake2b-256 of all bytes, the length prefix too.
    package let hash: BlockHash

    /// Reads all bytes, the length prefix first, by the runtime's description; never traps.
    ///
    /// Refuses other formats than 4, other addresses than account ids, and ecdsa signatures.
    package static func decode(_ bytes: [UInt8], metadata: Metadata) throws(ScaleError) -> DecodedExtrinsic {
        var reader = ScaleReader(bytes)
        let count = try reader.compact(UInt32.self)
        if UInt64(count) > UInt64(reader.remaining) {
            throw .truncated(needed: Int(clamping: count), at: reader.offset)
        }
        if UInt64(count) < UInt64(reader.remaining) { throw .trailing(reader.remaining - Int(clamping: count)) }
        let version = try reader.byte()
        var envelope = ExtrinsicEnvelope()
        switch version {
        case 0x04: break
        case 0x84: try envelope.read(&reader, metadata: metadata)
        default: throw .invalidVariant(index: version, type: "Extrinsic")
        }
        let callBytes = Array(bytes[reader.offset...])
        let call = try decodeCall(&reader, metadata: metadata)
        try reader.finish()
        return DecodedExtrinsic(
            signer: envelope.signer, scheme: envelope.scheme, signature: envelope.signature, era: envelope.era,
            nonce: envelope.nonce, tip: envelope.tip, extra: envelope.extra, callBytes: callBytes, call: call,
            hash: BlockHash(hashing: bytes))
    }

    private static func decodeCall(_ reader: inout ScaleReader, metadata: Metadata) throws(ScaleError) -> ScaleValue {
        let index = try reader.byte()
        guard let pallet = metadata.pallet(index: index), let calls = pallet.calls else {
            throw .invalidVariant(index: index, type: "RuntimeCall")
        }
        return .variant(pallet.name, try metadata.types.decode(calls, from: &reader))
    }

    /// True if the signer made the signature for this chain and era; false for a bare one, and when the runtime has
    /// an extension whose implicit bytes are not known.
    package func verifies(
        specVersion: UInt32, transactionVersion: UInt32, genesis: [UInt8], eraBlockHash: [UInt8], metadata: Metadata
    ) -> Bool {
        guard let signer, let signature = Signature(signature) else { return false }
        let payload = ExtrinsicPayload(
            call: callBytes, era: era, nonce: nonce, tip: tip, eraBlockHash: eraBlockHash, specVersion: specVersion,
            transactionVersion: transactionVersion, genesis: genesis)
        guard let implicit = try? payload.implicit(metadata) else { return false }
        let signed = ExtrinsicPayload.signed(callBytes + extra + implicit)
        return signer.verifies(signature, over: signed, scheme: scheme == 1 ? .sr25519 : .ed25519)
    }
}
