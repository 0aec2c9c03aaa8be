/// The chain as the roles need it.
package protocol Subtensor: Sendable {
    /// The number of the best block.
    func block() async throws(SubtensorError) -> UInt64
    /// All neurons of `netuid` at the best block.
    func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph
}

/// Why the chain gave no answer.
package enum SubtensorError: Error, Equatable, CustomStringConvertible {
    /// It cannot be reached, or its file cannot be read.
    case unavailable(String)
    /// It answered something that cannot be understood.
    case malformed(String)
    case unknownSubnet(UInt16)

    package var description: String {
        switch self {
        case .unavailable(let reason): "the chain is not available: \(reason)"
        case .malformed(let reason): "the chain's answer cannot be read: \(reason)"
        case .unknownSubnet(let netuid): "the chain has no subnet \(netuid)"
        }
    }
}
