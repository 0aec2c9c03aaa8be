package import Chain
package import Keys
package import Wire

/// ``AccessRules`` applied to the last good metagraph.
package struct MinerStanding: CallerStanding {
    private let rules: AccessRules
    private let metagraph: MetagraphCache

    package init(rules: AccessRules, metagraph: MetagraphCache) {
        self.rules = rules
        self.metagraph = metagraph
    }

    package func standing(of hotkey: AccountID) -> Standing {
        let neuron = metagraph.current.neuron(of: hotkey)
        return rules.standing(hotkey: hotkey, coldkey: neuron?.coldkey, stake: neuron?.stake)
    }
}
