import Chain
import Synchronization

/// A chain that knows some miners; the first of them may have moved since the first look.
final class SmallChain: Subtensor {
    private let neurons: [Neuron]
    private let staleAxon: AxonInfo?
    private let looks = Mutex(0)
    private let number = Mutex<UInt64>(1)

    init(neurons: [Neuron], staleAxon: AxonInfo?) {
        self.neurons = neurons
        self.staleAxon = staleAxon
    }

    /// A block is made; without one the chain stands still.
    func advance() { number.withLock { $0 += 1 } }

    func block() async throws(SubtensorError) -> UInt64 { number.withLock { $0 } }

    func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        let look = looks.withLock { looks in
            looks += 1
            return looks
        }
        var seen = neurons
        if look == 1, let staleAxon, !seen.isEmpty { seen[0].axon = staleAxon }
        return Metagraph(netuid: netuid, block: number.withLock { $0 }, neurons: seen)
    }
}
