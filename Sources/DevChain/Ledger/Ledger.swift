package import Chain

/// The blocks of the development chain and the storage after each of the latest.
///
/// A value. The hash of every block is kept, the blocks themselves as far back as `depth` says, and of the latest
/// `history` what they changed in the storage, so that it can be asked for as it was.
package struct Ledger: Sendable {
    /// How far back a chain remembers, in blocks.
    package struct Depth: Sendable, Equatable {
        /// Headers and extrinsics.
        package var blocks: UInt64 = 4096
        /// The storage as it was after a block; the head's is always there.
        package var history: UInt64 = 512

        package init() {}

        package init(blocks: UInt64, history: UInt64) {
            self.blocks = max(blocks, history, 1)
            self.history = history
        }
    }

    /// Why the storage of a block cannot be had.
    package enum Absence: Error, Equatable {
        /// No block has this hash, or it is older than the blocks that are kept.
        case unknownBlock
        /// The block is known, its storage is not any more.
        case discarded
    }

    /// The values that a block replaced; nil for a key that it added.
    typealias Undo = [[UInt8]: [UInt8]?]

    let depth: Depth
    /// The storage after the head.
    package private(set) var state: ChainState
    /// Of each block, by its number.
    private(set) var hashes: [BlockHash]
    private(set) var blocks: [UInt64: LedgerBlock]
    private(set) var undos: [UInt64: Undo]
    private var numbers: [BlockHash: UInt64]
    package private(set) var head: LedgerBlock

    /// A chain with nothing but block 0.
    package init(genesis state: ChainState, seed: [UInt8], depth: Depth = Depth()) {
        var state = state
        _ = state.takeChanges()
        let header = BlockHeader(
            parentHash: .zero, number: 0, stateRoot: Self.root(of: state, seed: seed),
            extrinsicsRoot: Self.root(of: []), logs: [])
        let block = LedgerBlock(header: header, extrinsics: [])
        self.init(
            state: state, hashes: [block.hash], blocks: [block], undos: [:], head: block, depth: depth)
    }

    /// A chain as it was read from a file; `head` is the last of `blocks`.
    init(
        state: ChainState, hashes: [BlockHash], blocks: [LedgerBlock], undos: [UInt64: Undo], head: LedgerBlock,
        depth: Depth
    ) {
        self.depth = depth
        self.state = state
        self.hashes = hashes
        self.undos = undos
        self.head = head
        self.blocks = [:]
        numbers = [:]
        for block in blocks {
            self.blocks[block.number] = block
            numbers[block.hash] = block.number
        }
    }

    package var genesisHash: BlockHash { hashes[0] }

    /// The hash of the block with this number.
    package func hash(_ number: UInt64) -> BlockHash? {
        guard let index = Int(exactly: number), index < hashes.count else { return nil }
        return hashes[index]
    }

    /// The block with this hash, if it is among those kept.
    package func block(_ hash: BlockHash) -> LedgerBlock? {
        numbers[hash].flatMap { blocks[$0] }
    }

    /// The block with this number, if it is among those kept.
    package func block(number: UInt64) -> LedgerBlock? { blocks[number] }

    /// The value of a key after the block; nil when there was none.
    package func value(_ key: [UInt8], at hash: BlockHash) throws(Absence) -> [UInt8]? {
        var number = try reachable(hash)
        while number < head.number {
            number += 1
            if let previous = undos[number]?[key] { return previous }
        }
        return state[key]
    }

    /// The whole storage after the block.
    package func state(at hash: BlockHash) throws(Absence) -> ChainState {
        let number = try reachable(hash)
        guard number < head.number else { return state }
        var past = state
        for above in ((number + 1)...head.number).reversed() {
            for (key, value) in undos[above] ?? [:] { past[key] = value }
        }
        _ = past.takeChanges()
        return past
    }

    /// The keys whose values the block changed.
    package func changedKeys(_ number: UInt64) -> [[UInt8]] {
        undos[number].map { Array($0.keys) } ?? []
    }

    /// The head's child with these extrinsics; `state` is the storage that they lead to, its changes not yet taken.
    func child(extrinsics: [[UInt8]], slot: UInt64, state: ChainState) -> LedgerRecord {
        var state = state
        let undo = state.takeChanges()
        var changes: [LedgerRecord.Change] = undo.keys.map { .init(key: $0, value: state[$0]) }
        changes.sort { $0.key.lexicographicallyPrecedes($1.key) }
        let header = BlockHeader(
            parentHash: head.hash, number: head.number + 1,
            stateRoot: Self.root(after: head.header.stateRoot, changes: changes),
            extrinsicsRoot: Self.root(of: extrinsics), logs: [Self.slot(slot)])
        return LedgerRecord(block: LedgerBlock(header: header, extrinsics: extrinsics), changes: changes)
    }

    /// Makes the record's block the head.
    ///
    /// - Returns: False, and nothing is changed, when it is not the head's child.
    mutating func append(_ record: LedgerRecord) -> Bool {
        let block = record.block
        guard block.number == head.number + 1, block.header.parentHash == head.hash else { return false }
        _ = state.takeChanges()
        for change in record.changes { state[change.key] = change.value }
        undos[block.number] = state.takeChanges()
        hashes.append(block.hash)
        blocks[block.number] = block
        numbers[block.hash] = block.number
        head = block
        if block.number >= depth.history { undos[block.number - depth.history] = nil }
        if block.number > depth.blocks, let old = blocks.removeValue(forKey: block.number - depth.blocks) {
            numbers[old.hash] = nil
        }
        return true
    }

    private func reachable(_ hash: BlockHash) throws(Absence) -> UInt64 {
        guard let number = numbers[hash] else { throw .unknownBlock }
        guard number == head.number || undos[number + 1] != nil else { throw .discarded }
        return number
    }

    /// The digest item that says which slot of 8 bytes the block belongs to, as the real chain's first one.
    private static func slot(_ slot: UInt64) -> [UInt8] {
        var writer = ScaleWriter()
        writer.byte(6)
        writer.bytes(Array("aura".utf8))
        writer.byte(8 << 2)
        writer.integer(slot)
        return writer.bytes
    }

    private static func root(of state: ChainState, seed: [UInt8]) -> BlockHash {
        var writer = ScaleWriter()
        writer.byteVector(seed)
        for (key, value) in state.all.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            writer.byteVector(key)
            writer.byteVector(value)
        }
        return BlockHash(hashing: writer.bytes)
    }

    private static func root(after earlier: BlockHash, changes: [LedgerRecord.Change]) -> BlockHash {
        var writer = ScaleWriter()
        writer.bytes(earlier.bytes)
        LedgerRecord.write(changes, to: &writer)
        return BlockHash(hashing: writer.bytes)
    }

    private static func root(of extrinsics: [[UInt8]]) -> BlockHash {
        var writer = ScaleWriter()
        writer.vector(extrinsics) { $0.byteVector($1) }
        return BlockHash(hashing: writer.bytes)
    }
}
