package import JSON

/// What follows from runs that count: pure rules on what a board reads.
package enum StateRules {
    /// The miners that validators say to have rented; of those that `trusted` accepts by their hotkey.
    ///
    /// A validator that does not run has not given its rentals back.
    package static func allocatedHotkeys(
        in validatorRuns: [Run], trusted: (_ hotkey: String) -> Bool
    ) -> Set<String> {
        validatorRuns.reduce(into: []) { hotkeys, run in
            guard let hotkey = run.config.hotkey, trusted(hotkey) else { return }
            hotkeys.formUnion(run.config.allocatedHotkeys)
        }
    }

    /// The miners that one of the `authorities`, hotkeys of validators, punishes by either of its lists, whether
    /// it runs or not.
    package static func penalizedHotkeys(in validatorRuns: [Run], authorities: Set<String>) -> Set<String> {
        validatorRuns.reduce(into: []) { hotkeys, run in
            guard let hotkey = run.config.hotkey, authorities.contains(hotkey) else { return }
            hotkeys.formUnion(run.config.penalizedHotkeys)
        }
    }

    /// What the miners' machines have, by hotkey; without those that do not say.
    package static func specs(in minerRuns: [Run]) -> [String: JSONValue] {
        byHotkey(minerRuns) { $0.specs }
    }

    /// Who rents each miner, both by hotkey; without those that are free.
    package static func allocatedTo(in minerRuns: [Run]) -> [String: String] {
        byHotkey(minerRuns) { $0.allocated }
    }

    private static func byHotkey<R>(_ runs: [Run], _ value: (RunConfig) -> R?) -> [String: R] {
        runs.reduce(into: [:]) { values, run in
            if let hotkey = run.config.hotkey, let value = value(run.config) { values[hotkey] = value }
        }
    }
}
