package import Keys

/// A signed extrinsic (format 4), ready to be submitted.
package struct SignedExtrinsic: Sendable, Equatable {
    /// With the length prefix.
    package let bytes: [UInt8]

    /// The hash by which nodes name it: blake2b-256 of all bytes, the prefix too.
    package var hash: BlockHash { BlockHash(hashing: bytes) }

    /// `0x` and lower-case digits, as nodes take it.
    package var hex: String { "0x" + Hex.encode(bytes) }

    /// Signs with sr25519; the signature is different each time.
    ///
    /// - Parameters:
    ///   - call: The encoded call.
    ///   - tip: In rao.
    ///   - eraBlockHash: Of the block at which the era begins, the genesis for an immortal one.
    /// - Throws: ``ChainError`` when the runtime asks for something this program does not know.
    package static func make(
        call: [UInt8], signer: Keypair, nonce: UInt32, tip: UInt64 = 0, era: Era, eraBlockHash: [UInt8],
        runtime: ChainRuntime
    ) throws(ChainError) -> SignedExtrinsic {
        let version = runtime.metadata.extrinsic.version
        // Runtimes that also take format 5 still say 4 here.
        guard version == 4 else { throw .unsupportedExtrinsic(version: version) }
        let payload = ExtrinsicPayload(
            call: call, era: era, nonce: nonce, tip: tip, eraBlockHash: eraBlockHash,
            specVersion: runtime.version.specVersion, transactionVersion: runtime.version.transactionVersion,
            genesis: runtime.genesis)
        let signature = signer.sign(try payload.signed(runtime.metadata))
        var body = ScaleWriter()
        body.byte(0x84)
        body.byte(0)
        body.account(signer.account)
        body.byte(1)
        body.bytes(signature.bytes)
        body.bytes(try payload.extra(runtime.metadata))
        body.bytes(call)
        var writer = ScaleWriter()
        writer.byteVector(body.bytes)
        return SignedExtrinsic(bytes: writer.bytes)
    }
}
