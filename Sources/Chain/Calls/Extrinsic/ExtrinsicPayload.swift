internal import Keys

/// What the signature of an extrinsic (format 4) covers.
package struct ExtrinsicPayload: Sendable, Equatable {
    /// The encoded call.
    package var call: [UInt8]
    package var era: Era
    package var nonce: UInt32
    /// In rao, paid to the block's author.
    package var tip: UInt64
    /// Of the block at which the era begins; the genesis for an immortal one. 32 bytes.
    package var eraBlockHash: [UInt8]
    package var specVersion: UInt32
    package var transactionVersion: UInt32
    /// 32 bytes.
    package var genesis: [UInt8]

    package init(
        call: [UInt8], era: Era, nonce: UInt32, tip: UInt64, eraBlockHash: [UInt8], specVersion: UInt32,
        transactionVersion: UInt32, genesis: [UInt8]
    ) {
        self.call = call
        self.era = era
        self.nonce = nonce
        self.tip = tip
        self.eraBlockHash = eraBlockHash
        self.specVersion = specVersion
        self.transactionVersion = transactionVersion
        self.genesis = genesis
    }

    /// The bytes of the signed extensions that stand in the extrinsic, in the metadata's order.
    /// - Throws: ``ChainError/unknownExtension(_:)``.
    package func extra(_ metadata: Metadata) throws(ChainError) -> [UInt8] {
        var writer = ScaleWriter()
        for listed in metadata.extrinsic.extensions {
            switch SignedExtensionKind(listed.identifier) {
            case .mortality: writer.bytes(era.bytes)
            case .nonce: writer.compact(nonce)
            case .payment: writer.compact(tip)
            // Mode 0: the signature does not cover the metadata.
            case .metadataHash: writer.byte(0)
            case .specVersion, .transactionVersion, .genesis: break
            case nil: try Self.expectEmpty(listed, metadata)
            }
        }
        return writer.bytes
    }

    /// The bytes of the signed extensions that only the signature covers, in the metadata's order.
    /// - Throws: ``ChainError/unknownExtension(_:)``.
    package func implicit(_ metadata: Metadata) throws(ChainError) -> [UInt8] {
        var writer = ScaleWriter()
        for listed in metadata.extrinsic.extensions {
            switch SignedExtensionKind(listed.identifier) {
            case .specVersion: writer.integer(specVersion)
            case .transactionVersion: writer.integer(transactionVersion)
            case .genesis: writer.bytes(genesis)
            case .mortality: writer.bytes(eraBlockHash)
            // No hash.
            case .metadataHash: writer.byte(0)
            case .nonce, .payment: break
            case nil: try Self.expectEmpty(listed, metadata)
            }
        }
        return writer.bytes
    }

    /// The bytes to sign.
    /// - Throws: ``ChainError/unknownExtension(_:)``.
    package func signed(_ metadata: Metadata) throws(ChainError) -> [UInt8] {
        Self.signed(call + (try extra(metadata)) + (try implicit(metadata)))
    }

    /// The payload itself up to 256 bytes, of a longer one its blake2b-256.
    package static func signed(_ payload: [UInt8]) -> [UInt8] {
        payload.count > 256 ? Blake2b.hash(payload, count: 32) : payload
    }

    private static func expectEmpty(_ listed: SignedExtension, _ metadata: Metadata) throws(ChainError) {
        guard metadata.types.takesNoBytes(listed.type), metadata.types.takesNoBytes(listed.additional) else {
            throw .unknownExtension(listed.identifier)
        }
    }
}
