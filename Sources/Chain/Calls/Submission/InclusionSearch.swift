/// Looks for an extrinsic in the blocks since it was made, each read once.
struct InclusionSearch {
    private let node: ChainNode
    private let hash: BlockHash
    private let base: UInt64
    private var seen: Set<BlockHash> = []

    // A chain of 12-second blocks makes so many in 13 hours; a bound for a node that names parents without end.
    private static let most = 4_096

    init(_ prepared: PreparedExtrinsic, node: ChainNode) {
        self.node = node
        hash = prepared.hash
        base = prepared.base
    }

    /// The block that holds it, from `head` back to where it was made; nil when none of those not read before does.
    mutating func block(from head: BlockHash) async throws -> (hash: BlockHash, number: UInt64)? {
        var at = head
        // A walk that breaks off half-way has read nothing for good: what is below it is still to be looked at.
        var walked: [BlockHash] = []
        for _ in 0..<Self.most where !seen.contains(at) {
            guard let block = try await node.block(at) else { throw ChainError.unknownBlock(at) }
            guard block.header.number > base else { break }
            if block.index(of: hash) != nil { return (at, block.header.number) }
            walked.append(at)
            at = block.header.parentHash
        }
        seen.formUnion(walked)
        return nil
    }
}
