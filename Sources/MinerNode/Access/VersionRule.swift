package import Chain

/// What a miner thinks of validators whose program is old, by the version that they publish with their metrics.
package struct VersionRule: Sendable, Equatable {
    /// The oldest version that counts as up to date (NI Compute 1.8.8).
    package var minimum: Int
    /// Percent of the validators that must be up to date before the others count as late.
    package var threshold: Int
    /// Whether who is late is refused (`--miner.require.updated`), and not only logged and counted.
    package var isRequired: Bool

    /// What a refused caller is told.
    static let refusal = "Validator version is too old"

    package init(minimum: Int = 188, threshold: Int = 60, isRequired: Bool = false) {
        self.minimum = minimum
        self.threshold = threshold
        self.isRequired = isRequired
    }

    /// The number of a version such as 1.8.8, which is 188; nil for what is none, or too large for the form.
    package static func number(of text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        let numbers = parts.compactMap { Int($0) }.filter { $0 <= 1_000_000 }
        if parts.count == 1, numbers.count == 1 { return numbers[0] }
        guard numbers.count == 3, parts.count == 3, numbers[1] <= 9, numbers[2] <= 9 else { return nil }
        return 100 * numbers[0] + 10 * numbers[1] + numbers[2]
    }

    /// Whether more than the threshold of the validators with enough stake is up to date.
    package func isEstablished(in metagraph: Metagraph) -> Bool {
        let validators = metagraph.neurons.filter { $0.stake > AccessRules.minimumStake }
        let updated = validators.count { isUpToDate($0) }
        return updated * 100 > validators.count * threshold
    }

    /// Whether `neuron` publishes a version that is new enough.
    package func isUpToDate(_ neuron: Neuron) -> Bool { (neuron.prometheus?.version ?? 0) >= minimum }
}
