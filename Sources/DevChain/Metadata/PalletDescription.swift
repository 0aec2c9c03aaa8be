internal import Chain

/// What the metadata says of one pallet, in the words of the schema.
struct PalletDescription: Sendable {
    var name: String
    var index: UInt8
    /// The path before `::pallet::Call`, such as `pallet_subtensor`.
    var module: String
    /// The type parameters of its enums, without types: `["T"]`.
    var generics = ["T"]
    var calls: [Call] = []
    var storage: [Item] = []
    var events: [Event] = []
    var errors: [Failure] = []
    var constants: [Value] = []

    struct Call: Sendable {
        var index: UInt8
        var name: String
        /// `netuid: u16, hotkey: AccountId32`
        var arguments: String
        var docs: String

        init(_ index: UInt8, _ name: String, _ arguments: String, _ docs: String = "") {
            self.index = index
            self.name = name
            self.arguments = arguments
            self.docs = docs
        }
    }

    struct Event: Sendable {
        var index: UInt8
        var name: String
        /// `(u16, u16)` or `{ who: AccountId32 }` or nothing.
        var members: String

        init(_ index: UInt8, _ name: String, _ members: String = "") {
            self.index = index
            self.name = name
            self.members = members
        }
    }

    struct Failure: Sendable {
        var index: UInt8
        var name: String
        var docs: String

        init(_ index: UInt8, _ name: String, _ docs: String = "") {
            self.index = index
            self.name = name
            self.docs = docs
        }
    }

    struct Value: Sendable {
        var name: String
        var type: String
        /// The encoded value in hexadecimal digits.
        var value: String

        init(_ name: String, _ type: String, _ value: String) {
            self.name = name
            self.type = type
            self.value = value
        }
    }

    /// A storage item.
    struct Item: Sendable {
        enum Modifier: Sendable {
            case optional
            case standard
        }

        var name: String
        var modifier: Modifier
        /// None for a plain value.
        var hashers: [StorageHasher]
        var key: String
        var value: String
        /// The encoded value of an absent standard item in hexadecimal digits; nil for zeros.
        var fallback: String?

        static func plain(
            _ name: String, _ modifier: Modifier, _ value: String, _ fallback: String? = nil
        ) -> Item {
            Item(name: name, modifier: modifier, hashers: [], key: "", value: value, fallback: fallback)
        }

        static func map(
            _ name: String, _ modifier: Modifier, _ hashers: [StorageHasher], _ key: String, _ value: String,
            _ fallback: String? = nil
        ) -> Item {
            Item(name: name, modifier: modifier, hashers: hashers, key: key, value: value, fallback: fallback)
        }
    }
}
