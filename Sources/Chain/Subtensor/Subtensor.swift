package import Keys

/// The chain as every role reads it.
package protocol Subtensor: Sendable {
    /// The number of the best block.
    func block() async throws(SubtensorError) -> UInt64
    /// All neurons of `netuid` at the best block.
    func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph
    /// The neuron with this number, or nil.
    func neuron(uid: UInt16, netuid: UInt16) async throws(SubtensorError) -> Neuron?
    /// The neuron that `hotkey` registered, or nil.
    func neuron(hotkey: AccountID, netuid: UInt16) async throws(SubtensorError) -> Neuron?
    /// What answered is of no use: a client with other nodes turns to the next.
    func distrust(_ reason: String)
}

extension Subtensor {
    /// Nothing, where there is no choice of nodes.
    package func distrust(_ reason: String) {}

    /// The neuron with this number, found in the whole metagraph.
    package func neuron(uid: UInt16, netuid: UInt16) async throws(SubtensorError) -> Neuron? {
        try await metagraph(netuid: netuid).neurons.first { $0.uid == uid }
    }

    /// The neuron of this hotkey, found in the whole metagraph.
    package func neuron(hotkey: AccountID, netuid: UInt16) async throws(SubtensorError) -> Neuron? {
        try await metagraph(netuid: netuid).neuron(of: hotkey)
    }

    /// The stake in TAO by which the stake rule judges `hotkey`; nil when it is not registered.
    package func stake(of hotkey: AccountID, netuid: UInt16) async throws(SubtensorError) -> Double? {
        try await neuron(hotkey: hotkey, netuid: netuid)?.stake
    }
}
