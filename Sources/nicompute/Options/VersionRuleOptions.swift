import ArgumentParser
import MinerNode

/// What a miner makes of callers that run an old version.
struct VersionRuleOptions: ParsableArguments {
    @Option(
        name: [
            .customLong("miner.whitelist.updated.threshold"), .customLong("miner_whitelist_updated_threshold"),
        ],
        help: "Percent of the big validators that must run the current version before old ones are told apart.")
    var updatedThreshold = 60

    @Option(
        name: [.customLong("miner.minimum-version"), .customLong("miner_minimum_version")],
        help: "The oldest version of callers that counts as current, such as 1.8.8.")
    var minimum = "1.8.8"

    @Flag(
        name: [.customLong("miner.whitelist.not.updated"), .customLong("miner_whitelist_not_updated")],
        help: "Let callers with an old version pass (they do, unless --miner.require.updated).")
    var admitNotUpdated = false

    @Flag(
        name: [.customLong("miner.require.updated"), .customLong("miner_require_updated")],
        help: "Refuse callers with an old version once most have the current one.")
    var requireUpdated = false

    func validate() throws {
        guard (0...100).contains(updatedThreshold) else {
            throw ValidationError("--miner.whitelist.updated.threshold is a percentage, 0 to 100")
        }
        guard VersionRule.number(of: minimum) != nil else {
            throw ValidationError("--miner.minimum-version: \"\(minimum)\" is no version, such as 1.8.8")
        }
        guard !(admitNotUpdated && requireUpdated) else {
            throw ValidationError("--miner.whitelist.not.updated and --miner.require.updated exclude each other")
        }
    }

    /// The rule that the flags make.
    var rule: VersionRule {
        var rule = VersionRule(threshold: updatedThreshold, isRequired: requireUpdated)
        // Checked already: `validate` runs before anybody asks.
        if let minimum = VersionRule.number(of: minimum) { rule.minimum = minimum }
        return rule
    }
}
