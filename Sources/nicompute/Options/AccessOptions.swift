import ArgumentParser
import Foundation
import Keys
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
        name: [.customLong("blacklist.exploiters.list"), .customLong("blacklist_exploiters_list")],
        help: """
            That list, comma-separated; "default" in it stands for the one that comes with this program, so that \
            default,KEY adds one and an empty list is none.
            """)
    var exploiters = AccessOptions.builtIn

    @Option(
        name: [.customLong("whitelist.hotkeys"), .customLong("whitelist_hotkeys")],
        help: "Hotkeys that pass whatever their stake, comma-separated.")
    var whitelistHotkeys = ""

    @Option(
        name: [.customLong("whitelist.trusted.list"), .customLong("whitelist_trusted_list")],
        help: """
            The validators that pass whatever their stake, besides --whitelist.hotkeys; "default" in it stands for the \
            list that comes with this program.
            """)
    var trusted = AccessOptions.builtIn

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

    /// Stands in a list for the one that comes with the program.
    static let builtIn = "default"

    /// The rules that the flags make.
    /// - Throws: `ValidationError` naming an entry that is no address.
    func rules() throws -> AccessRules {
        AccessRules(
            blacklistedHotkeys: try Self.list(blacklistHotkeys, "blacklist.hotkeys"),
            blacklistedColdkeys: try Self.list(blacklistColdkeys, "blacklist.coldkeys"),
            exploiters: try Self.list(
                exploiters, "blacklist.exploiters.list", default: BuiltInLists.suspectedExploiters),
            refuseExploiters: refuseExploiters,
            whitelistedHotkeys: try Self.list(
                trusted, "whitelist.trusted.list", default: BuiltInLists.trustedValidators
            ).union(try Self.list(whitelistHotkeys, "whitelist.hotkeys")),
            whitelistedColdkeys: try Self.list(whitelistColdkeys, "whitelist.coldkeys"),
            admitLowStake: admitLowStake)
    }

    /// The addresses in `text`, in the spelling that the rules compare; where there is a `known` list the word
    /// ``builtIn`` stands for its entries.
    static func list(_ text: String, _ flag: String, default known: Set<String>? = nil) throws -> Set<String> {
        let entries = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return Set(
            try entries.filter { !$0.isEmpty }.flatMap { entry in
                if let known, entry == builtIn { return Array(known) }
                guard let account = try? AccountID(ss58: entry) else {
                    throw ValidationError("--\(flag): \"\(entry)\" is not an SS58 address")
                }
                return [account.ss58]
            })
    }
}
