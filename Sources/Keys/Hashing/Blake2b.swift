internal import CSodium

/// BLAKE2b without a key (RFC 7693), the hash of the chain: blocks, extrinsics, storage keys and addresses.
package enum Blake2b {
    /// The digest of `count` bytes (the chain uses 16, 32 and 64); counts outside 1...64 are taken as the nearest one.
    package static func hash(_ bytes: some Sequence<UInt8>, count: Int) -> [UInt8] {
        hash(Array(bytes), count: count)
    }

    /// The digest of `count` bytes (the chain uses 16, 32 and 64); counts outside 1...64 are taken as the nearest one.
    package static func hash(_ bytes: [UInt8], count: Int) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: min(max(count, 1), 64))
        crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
        return digest
    }
}
