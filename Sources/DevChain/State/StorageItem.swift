internal import Chain

/// A storage item of a pallet: where its values are and what an absent one stands for.
struct StorageItem<Value: Storable>: Sendable {
    /// The first 32 bytes of every key.
    let prefix: [UInt8]
    let hashers: [StorageHasher]
    /// What the runtime reads where there is no entry; nil for an optional item.
    let fallback: Value?

    init(_ pallet: String, _ name: String, _ hashers: [StorageHasher] = [], default fallback: Value? = nil) {
        prefix = StorageKey.prefix(pallet, name)
        self.hashers = hashers
        self.fallback = fallback
    }

    /// The key of one entry; fewer keys than the item has give the prefix of all that begin with them.
    func key(_ keys: [any Storable]) -> [UInt8] {
        zip(hashers, keys).reduce(into: prefix) { key, part in key += part.0.hash(part.1.encoded) }
    }
}

extension ChainState {
    /// The entry, or what its absence stands for.
    func value<Value>(_ item: StorageItem<Value>, _ keys: any Storable...) -> Value? {
        self[item.key(keys)].flatMap { Value(encoded: $0) } ?? item.fallback
    }

    /// The entry of an item that always has a value.
    func value<Value>(_ item: StorageItem<Value>, _ keys: any Storable..., or other: Value) -> Value {
        self[item.key(keys)].flatMap { Value(encoded: $0) } ?? item.fallback ?? other
    }

    /// Writes an entry; nil removes it.
    mutating func set<Value>(_ item: StorageItem<Value>, _ keys: any Storable..., to value: Value?) {
        self[item.key(keys)] = value?.encoded
    }
}
