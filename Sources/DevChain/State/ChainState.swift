/// The whole storage of the development chain at one moment: raw keys and raw values, as `state_getStorageAt` shows them.
///
/// A value: copying it is cheap, and a copy is a snapshot.
package struct ChainState: Sendable, Equatable {
    private var entries: [[UInt8]: [UInt8]] = [:]
    private var changes: [[UInt8]: [UInt8]?] = [:]

    /// An empty storage.
    package init() {}

    /// A storage with these entries and nothing recorded as changed, as read back from a file.
    package init(entries: [[UInt8]: [UInt8]]) { self.entries = entries }

    /// Every entry, for writing to a file.
    package var all: [[UInt8]: [UInt8]] { entries }

    /// The number of entries.
    package var count: Int { entries.count }

    /// The raw value under a raw key; setting nil removes it.
    package subscript(key: [UInt8]) -> [UInt8]? {
        get { entries[key] }
        set {
            let old = entries[key]
            guard old != newValue else { return }
            if changes.index(forKey: key) == nil { changes.updateValue(old, forKey: key) }
            entries[key] = newValue
        }
    }

    /// The previous values of the keys changed since the last call (nil: the key was absent), which are then forgotten.
    package mutating func takeChanges() -> [[UInt8]: [UInt8]?] {
        defer { changes = [:] }
        return changes
    }

    /// At most `count` keys that begin with `prefix` and are greater than `after`, in byte order.
    package func keys(prefix: [UInt8], after: [UInt8]? = nil, count: Int) -> [[UInt8]] {
        var found = entries.keys.filter { key in
            guard key.starts(with: prefix) else { return false }
            guard let after else { return true }
            return after.lexicographicallyPrecedes(key)
        }
        found.sort { $0.lexicographicallyPrecedes($1) }
        return Array(found.prefix(max(0, count)))
    }

    /// Two storages are equal when their entries are, whatever changed on the way.
    package static func == (left: ChainState, right: ChainState) -> Bool { left.entries == right.entries }
}
