import DevChain

extension LocalnetConfiguration {
    /// Where the chain of a local network differs from the real one. Rules of the storage hold from its first block on:
    /// a network that is there keeps those it was made with.
    package struct ChainRules: Sendable, Equatable {
        /// True: weights are committed and revealed.
        package var commitReveal: Bool
        /// Whether axons at 127.0.0.1 and ::1 may be published, beside those at other loopback addresses.
        package var allowsLoopback: Bool
        package var minAllowedWeights: UInt16
        /// Blocks until a block is final.
        package var finalityLag: Int

        package init(
            commitReveal: Bool = false, allowsLoopback: Bool = true, minAllowedWeights: UInt16 = 1, finalityLag: Int = 2
        ) {
            self.commitReveal = commitReveal
            self.allowsLoopback = allowsLoopback
            self.minAllowedWeights = minAllowedWeights
            self.finalityLag = finalityLag
        }
    }

    /// The rules of the chain of a network with so many miners.
    func parameters(miners: Int) -> ChainParameters {
        var parameters = ChainParameters()
        parameters.netuid = netuid
        // All miners register at once.
        parameters.registrationsPerBlock = UInt16(clamping: max(10, miners))
        parameters.commitReveal = chain.commitReveal
        parameters.allowLoopback = chain.allowsLoopback
        parameters.minAllowedWeights = chain.minAllowedWeights
        return parameters
    }
}
