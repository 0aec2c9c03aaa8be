/// Where something that was written is found.
package struct WriteReceipt: Sendable, Equatable, CustomStringConvertible {
    /// The block that holds it; nil when nobody waited for it.
    package let block: BlockHash?
    /// Its place in the block.
    package let index: Int?
    /// Whether the block can no longer be taken back.
    package let isFinal: Bool

    package init(block: BlockHash?, index: Int? = nil, isFinal: Bool = false) {
        self.block = block
        self.index = index
        self.isFinal = isFinal
    }

    package var description: String {
        block.map { "\(isFinal ? "finalized" : "included") in block \($0)" } ?? "submitted"
    }
}
