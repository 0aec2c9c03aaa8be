extension Metadata {
    /// The storage key of an item; with fewer keys than the map has, the prefix of all entries that begin with them.
    ///
    /// Throws `MetadataError` when there is no such item or it has fewer keys, `ScaleError` when a key does not fit.
    package func storageKey(_ pallet: String, _ item: String, _ keys: [ScaleValue]) throws -> [UInt8] {
        let entry = try storage(pallet, item)
        let types = keyTypes(entry)
        guard keys.count <= types.count else {
            throw MetadataError.wrongKeys(pallet, item, expected: types.count, got: keys.count)
        }
        let encoded = try zip(keys, types).map { key, type in try self.types.encode(key, as: type) }
        return StorageKey.key(storagePrefix(pallet), item, hashers: entry.hashers, keys: encoded)
    }

    /// The map keys of a storage key.
    ///
    /// Throws `MetadataError` when there is no such item, `ScaleError` when the key is not one of it or has a hasher
    /// that hides the map key.
    package func storageKeys(_ pallet: String, _ item: String, of key: [UInt8]) throws -> [ScaleValue] {
        let entry = try storage(pallet, item)
        let prefix = StorageKey.prefix(storagePrefix(pallet), item)
        guard key.starts(with: prefix) else {
            throw ScaleError.mismatch(expected: "a key of \(pallet).\(item)", got: "another key")
        }
        var reader = ScaleReader(key)
        _ = try reader.bytes(prefix.count)
        var values: [ScaleValue] = []
        for (hasher, type) in zip(entry.hashers, keyTypes(entry)) {
            guard let count = hasher.prefixCount else {
                throw ScaleError.mismatch(expected: "a key that can be read", got: "a hash")
            }
            let start = reader.offset
            _ = try reader.bytes(count)
            values.append(try types.decode(type, from: &reader))
            guard hasher.original(Array(key[start..<reader.offset])) != nil else {
                throw ScaleError.mismatch(expected: "the hash of the key", got: "another hash")
            }
        }
        try reader.finish()
        return values
    }

    /// The value of a storage entry.
    ///
    /// Absent bytes are the fallback with the modifier `default`, else nil.
    package func storageValue(_ pallet: String, _ item: String, _ bytes: [UInt8]?) throws -> ScaleValue? {
        let entry = try storage(pallet, item)
        guard let bytes = bytes ?? (entry.modifier == .default ? entry.fallback : nil) else { return nil }
        return try types.decode(entry.valueType, bytes)
    }

    /// The types of the keys of a map, one for each hasher; none for a single value.
    package func keyTypes(_ entry: StorageEntry) -> [UInt32] {
        guard case .map(let hashers, let key, _) = entry.kind else { return [] }
        guard hashers.count > 1 else { return [key] }
        guard let type = try? types.type(key), case .tuple(let elements) = type.shape else { return [] }
        return elements.count == hashers.count ? elements : []
    }

    private func storagePrefix(_ pallet: String) -> String { self.pallet(pallet)?.storage?.prefix ?? pallet }
}
