import ArgumentParser
import MinerNode

/// Who may call a miner.
struct AccessOptions: ParsableArguments {
    @Option(
        name: [.customLong("blacklist.hotkeys"), .customLong("blacklist_hotkeys")],
        help: "Hotkeys that are refused, comma-separated.")
    var blacklistHotkeys = ""

    @Option(
        name: [.customLong("blacklist.coldkeys"), .customLong("blacklist_coldkeys")],
        help: "Coldkeys whose hotkeys are refused, comma-separated.")
    var blacklistColdkeys = ""

    @Flag(
        name: [.customLong("blacklist.exploiters"), .customLong("blacklist_exploiters")],
        inversion: .prefixedNo, help: "Refuse the network's list of exploiters.")
    var refuseExploiters = true

    @Option(
        name: [.customLong("whitelist.hotkeys"), .customLong("whitelist_hotkeys")],
        help: "Hotkeys that pass whatever their stake, comma-separated.")
    var whitelistHotkeys = ""

    @Option(
        name: [.customLong("whitelist.coldkeys"), .customLong("whitelist_coldkeys")],
        help: "Coldkeys whose hotkeys pass whatever their stake, comma-separated.")
    var whitelistColdkeys = ""

    @Flag(
        name: [
            .customLong("miner.whitelist.not.enough.stake"), .customLong("miner_whitelist_not_enough_stake"),
        ],
        help: "Let registered hotkeys pass without the stake.")
    var admitLowStake = false

    /// The rules that the flags make.
    func rules() -> AccessRules {
        AccessRules(
            blacklistedHotkeys: Self.list(blacklistHotkeys), blacklistedColdkeys: Self.list(blacklistColdkeys),
            refuseExploiters: refuseExploiters,
            whitelistedHotkeys: BuiltInLists.trustedValidators.union(Self.list(whitelistHotkeys)),
            whitelistedColdkeys: Self.list(whitelistColdkeys), admitLowStake: admitLowStake)
    }

    private static func list(_ text: String) -> Set<String> {
        Set(text.split(separator: ",").map { String($0.drop { $0 == " " }) })
    }
}
