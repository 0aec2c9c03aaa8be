/// What a node of the network is.
package enum RunRole: String, Sendable, CaseIterable {
    case miner
    case validator

    /// The display name of the run of `hotkey`, by which nodes find it.
    package func displayName(of hotkey: String) -> String { "\(rawValue)-\(hotkey)" }
}
