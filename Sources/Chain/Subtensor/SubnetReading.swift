package import Keys

/// What the chain says about one subnet and one account.
package protocol SubnetReading: Sendable {
    /// The number under which `hotkey` is registered, or nil.
    func uid(of hotkey: AccountID, netuid: UInt16) async throws(SubtensorError) -> UInt16?
    /// The hotkey of the subnet's owner, to which burnt weights go; nil when there is none.
    func ownerHotkey(netuid: UInt16) async throws(SubtensorError) -> AccountID?
    /// The subnet's rules at the best block.
    func hyperparameters(netuid: UInt16) async throws(SubtensorError) -> SubnetHyperparameters
    /// What the account holds; all zero for an unknown one.
    func balance(of account: AccountID) async throws(SubtensorError) -> AccountBalance
}
