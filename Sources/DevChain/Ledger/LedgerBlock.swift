package import Chain

/// A sealed block.
package struct LedgerBlock: Sendable, Equatable {
    package let header: BlockHeader
    /// blake2b-256 of the header.
    package let hash: BlockHash
    /// Whole extrinsics with their length, the timestamp first.
    package let extrinsics: [[UInt8]]

    package init(header: BlockHeader, extrinsics: [[UInt8]]) {
        self.header = header
        hash = header.hash
        self.extrinsics = extrinsics
    }

    package var number: UInt64 { header.number }
}
