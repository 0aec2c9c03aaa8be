/// One block of the chain, at which everything that belongs together is read.
package struct BlockPoint: Sendable, Equatable {
    package let number: UInt64
    package let hash: BlockHash

    package init(number: UInt64, hash: BlockHash) {
        self.number = number
        self.hash = hash
    }
}
