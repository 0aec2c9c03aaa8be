/// Whether what a run says counts.
package enum RunVerdict: Sendable, Equatable {
    case counts
    case ignored(RunFault)
}

/// Why a run is as good as not there; the label of the metric that counts them.
package enum RunFault: String, Sendable, CaseIterable {
    /// No hotkey, or one that is no address of this network.
    case malformed
    /// No signature of the hotkey.
    case unsigned
    /// A signature that the hotkey did not make for this run.
    case forged
    /// Of another network or role than was asked for, or under a name that is not its own.
    case foreign
    /// Its values are not those that the hotkey signed.
    case altered
    /// Its hotkey has said something later, or what it said is too long ago.
    case stale
}
