package import Keys
import Synchronization

/// A chain in memory: the twin of the real one for tests of the roles.
///
/// It has the rules that roles meet: registration, rate limits, prices. Each write is a block of its own.
package final class MemorySubtensor: Sendable {
    /// Everything that it knows; a test changes it as it likes.
    package struct State: Sendable {
        package var block: UInt64
        /// Why nothing can be read or written; nil while the chain is there.
        package var away: String?
        package var subnets: [UInt16: Subnet]
        package var balances: [AccountID: AccountBalance] = [:]

        package init(block: UInt64 = 1, subnets: [UInt16: Subnet] = [:]) {
            self.block = block
            self.subnets = subnets
        }
    }

    /// One subnet with its neurons.
    package struct Subnet: Sendable {
        package var parameters: SubnetHyperparameters
        package var owner: AccountID?
        package var neurons: [Neuron]
        /// Which weights each neuron set last: the value of each uid.
        package var weights: [AccountID: [UInt16: UInt16]] = [:]
        /// Weights that were committed and not yet revealed.
        package var commits: [AccountID: [WeightCommit]] = [:]
        /// When each axon was published.
        package var served: [AccountID: UInt64] = [:]

        package init(parameters: SubnetHyperparameters, owner: AccountID? = nil, neurons: [Neuron] = []) {
            self.parameters = parameters
            self.owner = owner
            self.neurons = neurons
        }
    }

    private let state: Mutex<State>

    package init(_ state: State) { self.state = Mutex(state) }

    /// One subnet with these neurons, and the usual rules.
    package convenience init(netuid: UInt16, neurons: [Neuron], block: UInt64 = 1) {
        let parameters = SubnetHyperparameters(netuid: netuid)
        self.init(State(block: block, subnets: [netuid: Subnet(parameters: parameters, neurons: neurons)]))
    }

    /// What the chain is now.
    package var current: State { state.withLock { $0 } }

    /// The chain is what `body` makes of it.
    package func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// What `body` gives for a subnet of a chain that is there.
    func read<R: Sendable>(
        _ netuid: UInt16, _ body: (Subnet, UInt64) -> sending R
    ) throws(SubtensorError) -> R {
        let now = current
        if let away = now.away { throw .unavailable(away) }
        guard let subnet = now.subnets[netuid] else { throw .unknownSubnet(netuid) }
        return body(subnet, now.block)
    }

    /// What `body` makes of a subnet; a result that is not a refusal takes a block.
    func write<R: Sendable>(
        _ netuid: UInt16, _ body: (inout Subnet, inout State) -> R
    ) throws(SubtensorError) -> R {
        let result: Result<R, SubtensorError> = state.withLock { state in
            if let away = state.away { return .failure(.unavailable(away)) }
            guard var subnet = state.subnets[netuid] else { return .failure(.unknownSubnet(netuid)) }
            state.block += 1
            let result = body(&subnet, &state)
            state.subnets[netuid] = subnet
            return .success(result)
        }
        return try result.get()
    }
}
