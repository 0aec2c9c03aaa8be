package import Chain
package import Keys
package import Wire

/// ``AccessRules`` and ``VersionRule`` applied to the last good metagraph.
package struct MinerStanding: CallerStanding {
    private let rules: AccessRules
    private let metagraph: MetagraphCache
    private let versions: VersionWatch

    package init(rules: AccessRules, metagraph: MetagraphCache, versions: VersionWatch) {
        self.rules = rules
        self.metagraph = metagraph
        self.versions = versions
    }

    package func standing(of hotkey: AccountID) -> Standing {
        let current = metagraph.current
        let neuron = current.neuron(of: hotkey)
        let standing = rules.standing(hotkey: hotkey, coldkey: neuron?.coldkey, stake: neuron?.stake)
        guard case .admitted = standing, let neuron, !rules.isWhitelisted(hotkey, coldkey: neuron.coldkey) else {
            return standing
        }
        return versions.isRefused(neuron, in: current) ? .refused(reason: VersionRule.refusal) : standing
    }
}
