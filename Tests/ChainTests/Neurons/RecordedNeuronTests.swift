import Chain
import JSON
import Keys
import Testing

@Suite(.enabled(if: Recorded.isPresent, "needs the recorded chain data"))
struct RecordedNeuronTests {
    private static func answer(_ method: String) throws -> [UInt8] {
        try Recorded.answer(method, scenario: "metagraph")
    }

    private static func runtime() throws -> ChainRuntime {
        ChainRuntime(
            metadata: try Recorded.metadata(),
            version: RuntimeVersion(specName: "node-subtensor", specVersion: 343, transactionVersion: 1),
            genesis: NeuronRuntime.genesis)
    }

    @Test("All recorded neurons: fast path, type registry and the SDK's own reading are the same")
    func neurons() throws {
        let runtime = try Self.runtime()
        let type = try runtime.metadata.api("NeuronInfoRuntimeApi", "get_neurons_lite").output
        #expect(NeuronLayout.isNeurons(type, in: runtime.metadata.types))
        let bytes = try Self.answer("NeuronInfoRuntimeApi_get_neurons_lite")
        let fast = try #require(NeuronLite.fastVector(bytes))
        let slow = try NeuronLite.vector(try runtime.metadata.types.decode(type, bytes))
        #expect(fast.count == 1_024)
        #expect(fast == slow)
        let golden = try JSONValue.parse(Array(try Recorded.text("neurons-lite-netuid1.json").utf8))
        let raw = try #require(golden["neurons"]?.list)
        #expect(raw.count == fast.count)
        for (neuron, expected) in zip(fast, raw) {
            #expect(Self.members(neuron) == expected["raw"])
        }
    }

    @Test("The recorded metagraph has the stakes, scores and axons that the SDK shows")
    func metagraph() throws {
        let runtime = try Self.runtime()
        let type = try runtime.metadata.api("SubnetInfoRuntimeApi", "get_subnet_state").output
        #expect(NeuronLayout.isState(type, in: runtime.metadata.types))
        let state = try Self.answer("SubnetInfoRuntimeApi_get_subnet_state")
        let answer = try NeuronDecoder().stakes(state, as: type, runtime: runtime)
        #expect(answer == (try SubnetStakes.answer(try runtime.metadata.types.decode(type, state))))
        guard case .stakes(let stakes) = answer else { return #expect(Bool(false), "there are stakes") }
        let bytes = try Self.answer("NeuronInfoRuntimeApi_get_neurons_lite")
        let neurons = try #require(NeuronLite.fastVector(bytes)).map { Neuron($0, stakes: stakes) }
        let golden = try JSONValue.parse(Array(try Recorded.text("metagraph-sdk9-netuid1.json").utf8))
        let arrays = try #require(golden["arrays_float32"])
        func check(_ name: String, _ value: (Neuron) -> Double) {
            let expected = arrays[name]?.list?.compactMap(\.number) ?? []
            #expect(expected.count == neurons.count)
            // The SDK keeps 32-bit numbers.
            #expect(zip(neurons, expected).allSatisfy { Float(value($0)) == Float($1) }, "\(name)")
        }
        check("stake") { $0.stake }
        check("alpha_stake") { $0.alphaStake }
        check("tao_stake") { $0.taoStake }
        check("trust") { $0.trust }
        check("consensus") { $0.consensus }
        check("incentive") { $0.incentive }
        check("dividends") { $0.dividends }
        check("ranks") { $0.rank }
        check("validator_trust") { $0.validatorTrust }
        check("emission") { $0.emission }
        check("last_update") { Double($0.lastUpdate) }
        let axons = golden["axons"]?.list ?? []
        for (neuron, axon) in zip(neurons, axons) where neuron.axon != nil {
            #expect(neuron.axon?.ip == axon["ip"]?.text)
            #expect(neuron.axon?.port == axon["port"]?.integer.map { Int($0) })
        }
    }

    private static func members(_ neuron: NeuronLite) -> JSONValue {
        func number(_ value: some FixedWidthInteger) -> JSONValue {
            // As JSON has it: whole numbers, and what is larger as floating point.
            Int64(exactly: value).map { .integer($0) } ?? .number(Double(value))
        }
        func bytes(_ account: AccountID) -> JSONValue { .text("0x" + Hex.encode(account.bytes)) }
        let axon = neuron.axon
        let metrics = neuron.prometheus
        return [
            "hotkey": bytes(neuron.hotkey), "coldkey": bytes(neuron.coldkey), "uid": number(neuron.uid),
            "netuid": number(neuron.netuid), "active": .bool(neuron.active),
            "axon_info": [
                "block": number(axon.block), "version": number(axon.version), "ip": number(axon.ip),
                "port": number(axon.port), "ip_type": number(axon.ipType), "protocol": number(axon.protocolNumber),
                "placeholder1": number(axon.placeholder1), "placeholder2": number(axon.placeholder2),
            ],
            "prometheus_info": [
                "block": number(metrics.block), "version": number(metrics.version), "ip": number(metrics.ip),
                "port": number(metrics.port), "ip_type": number(metrics.ipType),
            ],
            "stake": .list(neuron.stake.map { [bytes($0.coldkey), number($0.rao)] }), "rank": number(neuron.rank),
            "emission": number(neuron.emission), "incentive": number(neuron.incentive),
            "consensus": number(neuron.consensus), "trust": number(neuron.trust),
            "validator_trust": number(neuron.validatorTrust), "dividends": number(neuron.dividends),
            "last_update": number(neuron.lastUpdate), "validator_permit": .bool(neuron.validatorPermit),
            "pruning_score": number(neuron.pruningScore),
        ]
    }
}
