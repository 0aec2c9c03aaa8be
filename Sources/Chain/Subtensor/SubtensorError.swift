/// Why the chain gave no answer.
package enum SubtensorError: Error, Equatable, CustomStringConvertible {
    /// It cannot be reached.
    case unavailable(String)
    /// It answered something that cannot be understood.
    case malformed(String)
    /// It says that the question is wrong.
    case refused(String)
    case unknownSubnet(UInt16)
    /// The node answers, but its chain does not go on.
    case standingStill(block: UInt64)
    /// The node answers from a block long before the one that is known.
    case behind(block: UInt64, known: UInt64)
    /// The node's newest block is so old that the node has not caught up with its chain.
    case outOfDate(block: UInt64, seconds: Int)
    /// The endpoint serves another chain than the one asked for.
    case wrongChain(String)

    package var description: String {
        switch self {
        case .unavailable(let reason): "the chain is not available: \(reason)"
        case .malformed(let reason): "the chain's answer cannot be read: \(reason)"
        case .refused(let reason): "the chain refused the request: \(reason)"
        case .unknownSubnet(let netuid): "the chain has no subnet \(netuid)"
        case .standingStill(let block): "the node makes no progress: it still says block \(block)"
        case .behind(let block, let known): "the node is behind: it says block \(block), after block \(known) was seen"
        case .outOfDate(let block, let seconds):
            "the node is behind, or this machine's clock is wrong: its newest block \(block) is \(seconds) s old"
        case .wrongChain(let reason): reason
        }
    }

    /// True when the same question may be answered later: the node is away, still syncing, or talks nonsense.
    var mayPass: Bool {
        switch self {
        case .unavailable, .malformed, .refused, .standingStill, .behind, .outOfDate: true
        case .unknownSubnet, .wrongChain: false
        }
    }

    /// True when another node of the same chain may know more: this one has lost touch with it.
    var isStale: Bool {
        switch self {
        case .standingStill, .behind, .outOfDate: true
        case .unavailable, .malformed, .refused, .unknownSubnet, .wrongChain: false
        }
    }

    /// What `error` of a lower layer means to a role.
    init(_ error: any Error) {
        self =
            switch error {
            case let error as SubtensorError: error
            case let error as RPCError: SubtensorError(error)
            case let error as ChainError: SubtensorError(error)
            case let error as ScaleError: .malformed("\(error)")
            case let error as MetadataError: .malformed("\(error)")
            case let error as NeuronValueError: .malformed("\(error)")
            case is CancellationError: .unavailable("the request was cancelled")
            default: .unavailable("\(error)")
            }
    }

    private init(_ error: RPCError) {
        self =
            switch error {
            case .refused(_, let message, let data): .refused(data.map { "\(message): \($0)" } ?? message)
            case .malformed(let reason): .malformed(reason)
            default: .unavailable("\(error)")
            }
    }

    private init(_ error: ChainError) {
        self =
            switch error {
            case .wrongGenesis: .wrongChain("\(error)")
            case .undecided: .unavailable("\(error)")
            default: .malformed("\(error)")
            }
    }

    /// The result of `work`, whose errors become this type's.
    static func translating<R>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> R
    ) async throws(SubtensorError) -> R {
        do {
            return try await work()
        } catch {
            throw SubtensorError(error)
        }
    }
}
