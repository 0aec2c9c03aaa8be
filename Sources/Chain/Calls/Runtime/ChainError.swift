/// Why the chain can not be used as it should; errors of the connection are ``RPCError``.
package enum ChainError: Error, Equatable, CustomStringConvertible {
    /// The node serves another chain than the one expected.
    case wrongGenesis(expected: BlockHash, found: BlockHash)
    /// The node answered, but with something of another form than this method has.
    case unexpectedAnswer(method: String)
    /// The node does not know a block that it named itself before.
    case unknownBlock(BlockHash)
    /// The runtime wants bytes for a signed extension that this program does not know.
    case unknownExtension(String)
    /// The runtime wants extrinsics of another format than 4.
    case unsupportedExtrinsic(version: UInt8)
    /// The extrinsic was handed over, but neither its inclusion nor its end was seen within the limit: it may still
    /// be included.
    case undecided(extrinsic: BlockHash)

    package var description: String {
        switch self {
        case .wrongGenesis(let expected, let found):
            "the node serves another chain: its genesis is \(found), expected \(expected)"
        case .unexpectedAnswer(let method): "the node's answer to \(method) has an unexpected form"
        case .unknownBlock(let block): "the node does not know block \(block)"
        case .unknownExtension(let name):
            "the runtime asks for the signed extension \(name), which this program does not know; a newer one is needed"
        case .unsupportedExtrinsic(let version):
            "the runtime asks for extrinsics of format \(version); this program makes format 4"
        case .undecided(let extrinsic):
            "nothing was seen of extrinsic \(extrinsic) within the time limit; it may still be included"
        }
    }
}
