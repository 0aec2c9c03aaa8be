package import Keys
package import Wire

/// Who may call a miner: the rules of the compute protocol, in their order, as a value.
package struct AccessRules: Sendable {
    package var blacklistedHotkeys: Set<String>
    package var blacklistedColdkeys: Set<String>
    /// Refused while ``refuseExploiters``, unless whitelisted.
    package var exploiters: Set<String>
    package var refuseExploiters: Bool
    /// Trusted and configured hotkeys: they pass whatever their stake.
    package var whitelistedHotkeys: Set<String>
    package var whitelistedColdkeys: Set<String>
    /// `--miner.whitelist.not.enough.stake`: registered callers pass without the stake.
    package var admitLowStake: Bool

    /// TAO that a caller must have staked.
    package static let minimumStake: Double = 10_000

    package init(
        blacklistedHotkeys: Set<String> = [], blacklistedColdkeys: Set<String> = [],
        exploiters: Set<String> = BuiltInLists.suspectedExploiters, refuseExploiters: Bool = true,
        whitelistedHotkeys: Set<String> = BuiltInLists.trustedValidators, whitelistedColdkeys: Set<String> = [],
        admitLowStake: Bool = false
    ) {
        self.blacklistedHotkeys = blacklistedHotkeys
        self.blacklistedColdkeys = blacklistedColdkeys
        self.exploiters = exploiters
        self.refuseExploiters = refuseExploiters
        self.whitelistedHotkeys = whitelistedHotkeys
        self.whitelistedColdkeys = whitelistedColdkeys
        self.admitLowStake = admitLowStake
    }

    /// The standing of a caller.
    ///
    /// - Parameters:
    ///   - coldkey: Of its neuron; nil when it is not registered.
    ///   - stake: Of its neuron in TAO; nil when it is not registered.
    package func standing(hotkey: AccountID, coldkey: AccountID?, stake: Double?) -> Standing {
        let name = hotkey.ss58
        let whitelisted = isWhitelisted(hotkey, coldkey: coldkey)
        if blacklistedHotkeys.contains(name) || coldkey.map({ blacklistedColdkeys.contains($0.ss58) }) ?? false {
            return .refused(reason: "Blacklisted hotkey")
        }
        if refuseExploiters, exploiters.contains(name), !whitelisted {
            return .refused(reason: "Exploiter hotkey")
        }
        if whitelisted { return .admitted(priority: stake ?? 0) }
        guard let stake else { return .refused(reason: "Unrecognized hotkey") }
        guard stake >= Self.minimumStake || admitLowStake else { return .refused(reason: "Not enough stake!") }
        return .admitted(priority: stake)
    }

    /// Whether this is a trusted or configured key.
    func isWhitelisted(_ hotkey: AccountID, coldkey: AccountID?) -> Bool {
        whitelistedHotkeys.contains(hotkey.ss58) || coldkey.map { whitelistedColdkeys.contains($0.ss58) } ?? false
    }
}
