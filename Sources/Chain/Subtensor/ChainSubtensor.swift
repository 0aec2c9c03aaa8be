import Foundation
package import Keys
package import Logging

/// The chain itself: reads over one shared connection, writes as signed extrinsics.
package struct ChainSubtensor: Sendable {
    package let reader: ChainReader
    let submitter: any CallSubmitting
    let decoder = NeuronDecoder()

    /// A client that submits through `submitter`.
    package init(reader: ChainReader, submitter: any CallSubmitting) {
        self.reader = reader
        self.submitter = submitter
    }

    /// A client over `rpc` of the chain with this genesis, or of whichever answers.
    package init(rpc: any RPCCaller, expectedGenesis: BlockHash? = nil, logger: Logger) {
        let runtimes = RuntimeSource(rpc: rpc, expectedGenesis: expectedGenesis)
        self.init(
            reader: ChainReader(rpc: rpc, runtimes: runtimes),
            submitter: ExtrinsicSubmitter(rpc: rpc, runtimes: runtimes, nonces: NonceKeeper(), logger: logger))
    }
}

extension ChainSubtensor: Subtensor {
    package func block() async throws(SubtensorError) -> UInt64 {
        try await SubtensorError.translating { try await reader.node.header(nil).number }
    }

    package func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        try await SubtensorError.translating { try await metagraph(netuid: netuid, at: try await reader.best()) }
    }

    /// All neurons of `netuid` at `block`.
    package func metagraph(netuid: UInt16, at block: BlockPoint) async throws -> Metagraph {
        async let answer = reader.call("NeuronInfoRuntimeApi", "get_neurons_lite", [netuid.scale], at: block.hash)
        async let known = stakes(netuid: netuid, at: block.hash)
        async let made = time(at: block.hash)
        let neurons = try await answer
        let stakes = try await known
        let time = try await made
        let list = try decoder.neurons(neurons.bytes, as: neurons.type, runtime: neurons.runtime)
        if list.isEmpty, stakes == nil {
            let added = try await reader.value(.subnet("NetworksAdded", netuid), at: block.hash)
            guard added?.flag == true else { throw SubtensorError.unknownSubnet(netuid) }
        }
        return Metagraph(
            netuid: netuid, block: block.number, neurons: list.map { Neuron($0, stakes: stakes) }, time: time)
    }

    package func distrust(_ reason: String) { reader.node.rpc.distrust(reason) }

    /// When `block` was made; nil where the runtime keeps no time.
    private func time(at block: BlockHash) async throws -> Date? {
        do {
            let milliseconds = try await reader.value(StorageItem("Timestamp", "Now"), at: block)?.uint64
            return milliseconds.flatMap { $0 > 0 ? Date(timeIntervalSince1970: Double($0) / 1_000) : nil }
        } catch is MetadataError {
            return nil
        }
    }

    package func neuron(uid: UInt16, netuid: UInt16) async throws(SubtensorError) -> Neuron? {
        try await SubtensorError.translating { try await neuron(uid, netuid, at: try await reader.best().hash) }
    }

    package func neuron(hotkey: AccountID, netuid: UInt16) async throws(SubtensorError) -> Neuron? {
        try await SubtensorError.translating {
            let block = try await reader.best().hash
            guard let uid = try await uid(of: hotkey, netuid, at: block) else { return nil }
            return try await neuron(uid, netuid, at: block)
        }
    }

    private func neuron(_ uid: UInt16, _ netuid: UInt16, at block: BlockHash) async throws -> Neuron? {
        async let known = stakes(netuid: netuid, at: block)
        let lite = try await lite(uid, netuid, at: block)
        let stakes = try await known
        return lite.map { Neuron($0, stakes: stakes) }
    }

    /// The neuron as it is on the wire, by the smaller method where the runtime has it.
    func lite(_ uid: UInt16, _ netuid: UInt16, at block: BlockHash) async throws -> NeuronLite? {
        let api = "NeuronInfoRuntimeApi"
        let metadata = try await reader.runtimes.runtime(at: block).metadata
        let method = (try? metadata.api(api, "get_neuron_lite")) == nil ? "get_neuron" : "get_neuron_lite"
        switch try await reader.call(api, method, [netuid.scale, uid.scale], at: block).value() {
        case .none: return nil
        case .some(let value): return try NeuronLite(value)
        default: throw SubtensorError.malformed("\(method) has no optional answer")
        }
    }

    func uid(of hotkey: AccountID, _ netuid: UInt16, at block: BlockHash) async throws -> UInt16? {
        let value = try await reader.value(.uid(of: hotkey, netuid), at: block)
        return value?.int.flatMap { UInt16(exactly: $0) }
    }

    /// What the subnet's state says about stakes; nil where the runtime has no such method or no such subnet.
    private func stakes(netuid: UInt16, at block: BlockHash) async throws -> SubnetStakes? {
        do {
            let answer = try await reader.call("SubnetInfoRuntimeApi", "get_subnet_state", [netuid.scale], at: block)
            switch try decoder.stakes(answer.bytes, as: answer.type, runtime: answer.runtime) {
            case .noSubnet: return nil
            case .stakes(let stakes): return stakes
            }
        } catch MetadataError.noAPI {
            return nil
        }
    }
}

extension UInt16 {
    var scale: ScaleValue { .unsigned(UInt128(self)) }
}
