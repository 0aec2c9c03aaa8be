/// One item of a pallet's storage.
package struct StorageEntry: Sendable, Equatable {
    /// What an absent key means.
    package enum Modifier: UInt8, Sendable {
        /// There is no value.
        case optional
        /// The value is the fallback.
        case `default`
    }

    /// A single value, or a map; numbers are type ids.
    package enum Kind: Sendable, Equatable {
        case plain(UInt32)
        /// With one hasher `key` is the key's type, with several a tuple of as many.
        case map(hashers: [StorageHasher], key: UInt32, value: UInt32)
    }

    package var name: String
    package var modifier: Modifier
    package var kind: Kind
    /// The SCALE value of an absent key, with modifier `default`.
    package var fallback: [UInt8]
    package var docs: [String]

    package init(name: String, modifier: Modifier, kind: Kind, fallback: [UInt8], docs: [String] = []) {
        self.name = name
        self.modifier = modifier
        self.kind = kind
        self.fallback = fallback
        self.docs = docs
    }

    /// The type of the value.
    package var valueType: UInt32 {
        switch kind {
        case .plain(let type): type
        case .map(_, _, let value): value
        }
    }

    /// The hashers of its keys; none for a single value.
    package var hashers: [StorageHasher] {
        switch kind {
        case .plain: []
        case .map(let hashers, _, _): hashers
        }
    }
}
