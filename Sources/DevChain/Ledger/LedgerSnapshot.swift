import Chain
import Keys

/// A whole ledger as the bytes of a file, with a checksum at the end.
enum LedgerSnapshot {
    private static let magic = Array("NIDEVST1".utf8)

    static func encode(_ ledger: Ledger) -> [UInt8] {
        var writer = ScaleWriter()
        writer.bytes(magic)
        writer.compact(UInt64(ledger.hashes.count))
        for hash in ledger.hashes { writer.bytes(hash.bytes) }
        let entries = ledger.state.all
        writer.compact(UInt64(entries.count))
        for (key, value) in entries {
            writer.byteVector(key)
            writer.byteVector(value)
        }
        writer.vector(ledger.blocks.values.sorted { $0.number < $1.number }) { LedgerRecord.write($1, to: &$0) }
        writer.compact(UInt64(ledger.undos.count))
        for (number, undo) in ledger.undos {
            writer.integer(number)
            LedgerRecord.write(undo.map { .init(key: $0.key, value: $0.value) }, to: &writer)
        }
        return writer.bytes + Blake2b.hash(writer.bytes, count: 32)
    }

    /// The ledger that was encoded.
    static func decode(_ bytes: [UInt8], path: String, depth: Ledger.Depth) throws(LedgerError) -> Ledger {
        guard bytes.count >= magic.count + 32 else { throw .damaged(path: path, reason: "it is cut short") }
        guard bytes.starts(with: magic) else { throw .otherFormat(path: path) }
        let content = Array(bytes.dropLast(32))
        guard Blake2b.hash(content, count: 32) == Array(bytes.suffix(32)) else {
            throw .damaged(path: path, reason: "its checksum is wrong")
        }
        let ledger: Ledger?
        do throws(ScaleError) {
            ledger = try read(content, depth: depth)
        } catch {
            throw .damaged(path: path, reason: "\(error)")
        }
        guard let ledger else { throw .damaged(path: path, reason: "its parts do not fit together") }
        return ledger
    }

    private static func read(_ content: [UInt8], depth: Ledger.Depth) throws(ScaleError) -> Ledger? {
        var reader = ScaleReader(content)
        _ = try reader.bytes(magic.count)
        var hashes: [BlockHash] = []
        for _ in 0..<(try reader.count()) { hashes.append(try reader.hash()) }
        var entries: [[UInt8]: [UInt8]] = [:]
        for _ in 0..<(try reader.count()) {
            let key = try reader.byteVector()
            entries[key] = try reader.byteVector()
        }
        var blocks: [LedgerBlock] = []
        for _ in 0..<(try reader.count()) { blocks.append(try LedgerRecord.block(from: &reader)) }
        var undos: [UInt64: Ledger.Undo] = [:]
        for _ in 0..<(try reader.count()) {
            let number: UInt64 = try reader.integer()
            var undo = Ledger.Undo()
            for change in try LedgerRecord.changes(from: &reader) { undo.updateValue(change.value, forKey: change.key) }
            undos[number] = undo
        }
        try reader.finish()
        guard let head = blocks.last, hashes.last == head.hash, UInt64(hashes.count) == head.number + 1 else {
            return nil
        }
        return Ledger(
            state: ChainState(entries: entries), hashes: hashes, blocks: blocks, undos: undos, head: head,
            depth: depth)
    }
}
