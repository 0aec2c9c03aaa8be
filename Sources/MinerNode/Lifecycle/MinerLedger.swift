import Foundation
import Keys

/// The miner's state file: what it says was durable before the engine was touched.
package struct MinerLedger: Sendable {
    /// Where the file is.
    package let path: String
    /// What the file says.
    package private(set) var memory: MinerMemory
    /// Whether there was no file: this miner never ran with this data directory.
    package let isNew: Bool

    /// The ledger at `path`; a miner without one is free.
    /// - Throws: ``Damaged`` when the file says nothing understandable: starting anyway could remove a paid rental.
    package init(path: String) throws {
        self.path = path
        guard let bytes = try PrivateFile.read(path, limit: 1 << 20) else {
            memory = MinerMemory()
            isNew = true
            return
        }
        isNew = false
        do {
            memory = try JSONDecoder().decode(MinerMemory.self, from: Data(bytes))
        } catch {
            throw Damaged(path: path)
        }
    }

    /// The file and the memory say `next`; on an error both say what they said before.
    package mutating func write(_ next: MinerMemory) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try PrivateFile.write([UInt8](try encoder.encode(next)), to: path)
        memory = next
    }

    /// The memory says `next`, and the file still what it said: for an end that cannot be written down.
    package mutating func assume(_ next: MinerMemory) { memory = next }

    /// The state file cannot be understood.
    package struct Damaged: Error, CustomStringConvertible {
        package let path: String

        package var description: String {
            "the state file \(path) is damaged; if no rental stands, remove it and start again"
        }
    }
}
