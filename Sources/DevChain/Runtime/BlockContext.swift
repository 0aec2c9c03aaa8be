/// What the runtime has to know about the block that is being built, or asked about.
package struct BlockContext: Sendable {
    /// The number of the block.
    package var number: UInt64
    /// The hash of the block before it, 32 bytes.
    package var parentHash: [UInt8]
    /// The hash of block 0, 32 bytes.
    package var genesisHash: [UInt8]
    /// The block's time in milliseconds since 1970.
    package var now: UInt64
    /// The hash of an earlier block; nil for one that the node does not know.
    package var blockHash: @Sendable (UInt64) -> [UInt8]?

    package init(
        number: UInt64, parentHash: [UInt8], genesisHash: [UInt8], now: UInt64,
        blockHash: @escaping @Sendable (UInt64) -> [UInt8]?
    ) {
        self.number = number
        self.parentHash = parentHash
        self.genesisHash = genesisHash
        self.now = now
        self.blockHash = blockHash
    }
}
