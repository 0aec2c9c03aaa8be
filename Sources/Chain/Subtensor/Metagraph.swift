package import Foundation
package import Keys

/// All neurons of one subnet at one block.
package struct Metagraph: Sendable, Equatable {
    package let netuid: UInt16
    package let block: UInt64
    package let neurons: [Neuron]
    /// When the block was made, as the chain says; nil where that is not known.
    package let time: Date?
    private let byHotkey: [AccountID: Int]

    package init(netuid: UInt16, block: UInt64, neurons: [Neuron], time: Date? = nil) {
        self.netuid = netuid
        self.block = block
        self.neurons = neurons
        self.time = time
        byHotkey = Dictionary(neurons.enumerated().map { ($1.hotkey, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The neuron that `hotkey` registered, or nil.
    package func neuron(of hotkey: AccountID) -> Neuron? {
        byHotkey[hotkey].map { neurons[$0] }
    }
}
