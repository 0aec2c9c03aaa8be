internal import Keys

/// How a key of a storage map becomes a part of the storage key; numbered and named as in the metadata.
package enum StorageHasher: UInt8, Sendable {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case blake2_128
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case blake2_256
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case blake2_128Concat
    case twox128
    case twox256
    case twox64Concat
    case identity

    /// The part of the storage key for a SCALE-encoded map key.
    package func hash(_ key: [UInt8]) -> [UInt8] {
        switch self {
        case .blake2_128: Blake2b.hash(key, count: 16)
        case .blake2_256: Blake2b.hash(key, count: 32)
        case .blake2_128Concat: Blake2b.hash(key, count: 16) + key
        case .twox128: Twox.hash128(key)
        case .twox256: Twox.hash256(key)
        case .twox64Concat: Twox.hash64(key) + key
        case .identity: key
        }
    }

    /// How many bytes of the hash come before the key itself; nil when the key is not in it.
    package var prefixCount: Int? {
        switch self {
        case .blake2_128, .blake2_256, .twox128, .twox256: nil
        case .blake2_128Concat: 16
        case .twox64Concat: 8
        case .identity: 0
        }
    }

    /// The map key of a part of a storage key; nil when it is not in it, or when the hash is not of it.
    package func original(_ hashed: [UInt8]) -> [UInt8]? {
        guard let count = prefixCount, hashed.count >= count else { return nil }
        let key = Array(hashed.dropFirst(count))
        return hash(key) == hashed ? key : nil
    }
}
