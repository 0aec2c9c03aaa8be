package import Keys

/// Why a miner does not start: one clear line each.
package enum MinerProblem: Error, CustomStringConvertible {
    case notRegistered(AccountID, netuid: UInt16)
    case engine(String)
    case dataDirectoryTaken(String)

    package var description: String {
        switch self {
        case .notRegistered(let hotkey, let netuid):
            "the hotkey \(hotkey) is not registered on subnet \(netuid): register it first"
        case .engine(let reason):
            "the container engine cannot be used: \(reason)"
        case .dataDirectoryTaken(let path):
            "another miner uses the data directory \(path)"
        }
    }
}
