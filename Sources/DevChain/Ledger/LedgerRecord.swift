import Chain

/// A block and what it did to the storage: all that is written when a block is sealed.
package struct LedgerRecord: Sendable, Equatable {
    /// The new value of a key; nil when it was removed.
    struct Change: Sendable, Equatable {
        var key: [UInt8]
        var value: [UInt8]?
    }

    package let block: LedgerBlock
    let changes: [Change]

    /// The form in files.
    var encoded: [UInt8] {
        var writer = ScaleWriter()
        Self.write(block, to: &writer)
        Self.write(changes, to: &writer)
        return writer.bytes
    }

    init(block: LedgerBlock, changes: [Change]) {
        self.block = block
        self.changes = changes
    }

    init(encoded: [UInt8]) throws(ScaleError) {
        var reader = ScaleReader(encoded)
        block = try Self.block(from: &reader)
        changes = try Self.changes(from: &reader)
        try reader.finish()
    }

    static func write(_ block: LedgerBlock, to writer: inout ScaleWriter) {
        let header = block.header
        writer.bytes(header.parentHash.bytes)
        writer.integer(header.number)
        writer.bytes(header.stateRoot.bytes)
        writer.bytes(header.extrinsicsRoot.bytes)
        writer.vector(header.logs) { $0.byteVector($1) }
        writer.vector(block.extrinsics) { $0.byteVector($1) }
    }

    static func block(from reader: inout ScaleReader) throws(ScaleError) -> LedgerBlock {
        let header = BlockHeader(
            parentHash: try reader.hash(), number: try reader.integer(), stateRoot: try reader.hash(),
            extrinsicsRoot: try reader.hash(), logs: try reader.byteVectors())
        return LedgerBlock(header: header, extrinsics: try reader.byteVectors())
    }

    static func write(_ changes: [Change], to writer: inout ScaleWriter) {
        writer.vector(changes) { writer, change in
            writer.byteVector(change.key)
            writer.option(change.value) { $0.byteVector($1) }
        }
    }

    static func changes(from reader: inout ScaleReader) throws(ScaleError) -> [Change] {
        var changes: [Change] = []
        for _ in 0..<(try reader.count()) {
            let key = try reader.byteVector()
            changes.append(Change(key: key, value: try reader.bool() ? try reader.byteVector() : nil))
        }
        return changes
    }
}

extension ScaleReader {
    /// Reads the 32 bytes of a hash.
    mutating func hash() throws(ScaleError) -> BlockHash {
        guard let hash = BlockHash(try bytes(32)) else { throw .truncated(needed: 32, at: offset) }
        return hash
    }

    /// Reads `Vec<Vec<u8>>`.
    mutating func byteVectors() throws(ScaleError) -> [[UInt8]] {
        var all: [[UInt8]] = []
        for _ in 0..<(try count()) { all.append(try byteVector()) }
        return all
    }
}
