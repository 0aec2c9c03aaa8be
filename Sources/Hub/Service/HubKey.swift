import Crypto
import Foundation

/// An API key that a hub accepts; only its SHA-256 is kept.
package struct HubKey: Sendable {
    /// Characters that wandb 0.31 asks of a key, counted after its first `-` (`10-wandb-wire.md` section 1).
    package static let minimumLength = 40

    /// Who uses the key; shown as the user of the runs it made.
    package let name: String
    private let digest: [UInt8]

    /// - Throws: ``HubProblem`` for a key that clients would refuse or that cannot stand in a header.
    package init(name: String, key: String) throws(HubProblem) {
        let isClean = key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isClean, key.utf8.count <= 256 else { throw .unusableKey(name: name) }
        let counted = key.firstIndex(of: "-").map { key[key.index(after: $0)...] } ?? key[...]
        guard counted.utf8.count >= Self.minimumLength else { throw .keyTooShort(name: name) }
        self.name = name
        digest = Self.digest(key)
    }

    /// Whether `key` is this one, in a time that does not tell where it differs.
    func accepts(_ key: String) -> Bool {
        zip(digest, Self.digest(key)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func digest(_ key: String) -> [UInt8] { Array(SHA256.hash(data: Data(key.utf8))) }
}

extension HubKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "HubKey(\(name))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
