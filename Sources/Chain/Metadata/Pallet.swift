/// One pallet of the runtime: its storage, calls, events, constants and errors.
package struct Pallet: Sendable, Equatable {
    package var name: String
    package var storage: PalletStorage?
    /// The variant type of its calls.
    package var calls: UInt32?
    /// The variant type of its events.
    package var events: UInt32?
    package var constants: [Constant]
    /// The variant type of its errors.
    package var errors: UInt32?
    /// The first byte of its calls, events and errors on the wire.
    package var index: UInt8
    /// V15 only.
    package var docs: [String]

    package init(
        name: String, storage: PalletStorage? = nil, calls: UInt32? = nil, events: UInt32? = nil,
        constants: [Constant] = [], errors: UInt32? = nil, index: UInt8, docs: [String] = []
    ) {
        self.name = name
        self.storage = storage
        self.calls = calls
        self.events = events
        self.constants = constants
        self.errors = errors
        self.index = index
        self.docs = docs
    }
}

/// The storage of a pallet.
package struct PalletStorage: Sendable, Equatable {
    /// What is hashed to the first half of its keys; usually the pallet's name.
    package var prefix: String
    package var entries: [StorageEntry]

    package init(prefix: String, entries: [StorageEntry]) {
        self.prefix = prefix
        self.entries = entries
    }
}

/// A constant of a pallet, with its SCALE value.
package struct Constant: Sendable, Equatable {
    package var name: String
    package var type: UInt32
    package var value: [UInt8]
    package var docs: [String]

    package init(name: String, type: UInt32, value: [UInt8], docs: [String] = []) {
        self.name = name
        self.type = type
        self.value = value
        self.docs = docs
    }
}
