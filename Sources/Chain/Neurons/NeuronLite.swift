package import Keys

/// One neuron with the integers that are on the wire, which neither the fast path nor the type registry changes.
///
/// Layout: `NeuronInfoLite` of the subtensor runtime (spec version 343 and later).
package struct NeuronLite: Sendable, Equatable {
    package var hotkey: AccountID
    package var coldkey: AccountID
    package var uid: UInt16
    package var netuid: UInt16
    package var active: Bool
    package var axon: AxonRecord
    package var prometheus: PrometheusRecord
    /// Who staked how much.
    package var stake: [StakeShare]
    package var rank: UInt16
    /// In rao.
    package var emission: UInt64
    package var incentive: UInt16
    package var consensus: UInt16
    package var trust: UInt16
    package var validatorTrust: UInt16
    package var dividends: UInt16
    /// The block of its last weights.
    package var lastUpdate: UInt64
    package var validatorPermit: Bool
    package var pruningScore: UInt16

    /// The sum of ``stake`` in rao; no more than the type holds.
    package var totalStake: UInt64 {
        stake.reduce(0) { sum, share in
            let (next, overflow) = sum.addingReportingOverflow(share.rao)
            return overflow ? .max : next
        }
    }
}

/// What one coldkey staked on a neuron.
package struct StakeShare: Sendable, Equatable {
    package var coldkey: AccountID
    package var rao: UInt64

    package init(coldkey: AccountID, rao: UInt64) {
        self.coldkey = coldkey
        self.rao = rao
    }
}
