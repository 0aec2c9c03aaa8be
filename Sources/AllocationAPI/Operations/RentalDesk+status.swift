import Market
import Wire

extension RentalDesk {
    /// How a miner answers; the words are those of the Python service.
    enum MinerStatus: String, Sendable {
        /// Somebody has rented it.
        case rented = "Docker ONLINE"
        case free = "Docker OFFLINE"
        case silent = "Miner NO_RESPONSE"
        /// Not registered in the subnet.
        case notFound = "Not Found"
        /// It refused to say, or what it said is no answer; or the chain data are too old to know of it.
        case unknown = "Unknown"
    }

    /// The status of each of `hotkeys`, in their order; a bounded number is asked at a time, 10 s each.
    func statuses(_ hotkeys: [String]) async -> [MinerStatus] {
        await Bounded.map(hotkeys, atOnce: Self.checksAtOnce) { hotkey in
            guard miners.version(hotkey) != nil else { return absent }
            guard let miner = miners.find(hotkey) else { return .silent }
            return switch await calls.status(miner.target) {
            case .answered(let answer, _):
                switch answer.output.status {
                case true: .free
                case false: .rented
                default: .unknown
                }
            case .unreachable, .timedOut: .silent
            case .refused, .blacklisted, .badAnswer: .unknown
            }
        }
    }

    /// The status of a miner that is not in the metagraph.
    var absent: MinerStatus { miners.isUsable ? .notFound : .unknown }

    /// The protocol version that the axon of `hotkey` published, 0 where it serves none; nil when it is not registered.
    func version(_ hotkey: String) -> Int? { miners.version(hotkey) }
}
