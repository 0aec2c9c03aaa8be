/// The keys of the chain's storage: `twox128(pallet) || twox128(item)`, then each hashed map key.
package enum StorageKey {
    /// The 32 bytes with which every key of the item begins; the whole key of a single value.
    package static func prefix(_ pallet: String, _ item: String) -> [UInt8] {
        Twox.hash128(Array(pallet.utf8)) + Twox.hash128(Array(item.utf8))
    }

    /// The key of an entry of a map; `keys` are SCALE-encoded, one for each hasher (fewer give a prefix).
    package static func key(
        _ pallet: String, _ item: String, hashers: [StorageHasher], keys: [[UInt8]]
    ) -> [UInt8] {
        zip(hashers, keys).reduce(into: prefix(pallet, item)) { key, part in key += part.0.hash(part.1) }
    }
}
