package import Keys

/// What an axon's owner thinks of a hotkey, before anything about the request is believed.
package enum Standing: Sendable, Equatable {
    /// May call; `priority` orders waiting requests (the caller's stake).
    case admitted(priority: Double)
    /// May not, for a reason that the caller is told.
    case refused(reason: String)
}

/// Who may call an axon; the miner answers from the metagraph.
package protocol CallerStanding: Sendable {
    /// The standing of `hotkey` now, from memory: this is asked before a signature is checked.
    func standing(of hotkey: AccountID) -> Standing
}
