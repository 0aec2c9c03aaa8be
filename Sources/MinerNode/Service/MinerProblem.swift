package import Keys

/// Why a miner does not start: one clear line each.
package enum MinerProblem: Error, CustomStringConvertible {
    case notRegistered(AccountID, netuid: UInt16)
    case engine(String)
    case dataDirectoryTaken(String)
    case dataDirectoryUnusable(String)

    package var description: String {
        switch self {
        case .notRegistered(let hotkey, let netuid):
            "the hotkey \(hotkey) is not registered on subnet \(netuid): register it first"
        case .engine(let reason):
            "the container engine cannot be used: \(reason)"
        case .dataDirectoryTaken(let path):
            "another process uses the data directory \(path): stop it, or choose another directory"
        case .dataDirectoryUnusable(let path):
            "no file can be made in the data directory \(path): may this user write there?"
        }
    }
}
