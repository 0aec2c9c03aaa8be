package import Keys

/// Registers hotkeys on subnets.
package protocol Registering: Sendable {
    /// `hotkey` is a neuron of the subnet, paid for by burning TAO of `coldkey`, or the outcome says why not.
    /// - Parameter atMost: The most that it may cost, in rao; nil for any price.
    func burnedRegister(
        hotkey: AccountID, netuid: UInt16, coldkey: Keypair, atMost: UInt64?
    ) async throws(SubtensorError) -> RegistrationOutcome
}
