import Chain
import Keys
import Testing

@testable import DevChain

struct RuntimeAPITests {
    @Test("Every method of the metadata answers by its own type, of a subnet that is there and one that is not")
    func all() throws {
        let world = World()
        _ = try world.run(world.serve(), by: World.bob)
        let metadata = world.runtime.metadata
        for api in metadata.apis {
            for method in api.methods {
                for netuid in [27, 0, 999] as [UInt128] {
                    var writer = ScaleWriter()
                    for input in method.inputs {
                        let isNetuid = input.name == "netuid"
                        let value = isNetuid ? .unsigned(netuid) : try metadata.types.zero(input.type)
                        try metadata.types.encode(value, as: input.type, into: &writer)
                    }
                    #expect(throws: Never.self, "\(api.name)_\(method.name)") {
                        _ = try world.ask(api.name, method.name, writer.bytes)
                    }
                }
            }
        }
    }

    @Test(
        "The bytes of neurons are those that the registry makes of them",
        arguments: ["get_neurons_lite", "get_neurons"])
    func neurons(_ method: String) throws {
        let world = World { $0.weightsRateLimit = 0 }
        _ = try world.run(world.serve(), by: World.bob)
        _ = try world.run(world.weights([0, 2], [1, 2]), by: World.alice)
        let bytes = try world.runtime.call(
            "NeuronInfoRuntimeApi_\(method)", [27, 0], state: world.state, context: world.context)
        let types = world.runtime.metadata.types
        let output = try world.runtime.metadata.api("NeuronInfoRuntimeApi", method).output
        let value = try types.decode(output, bytes)
        #expect(try types.encode(value, as: output) == bytes)
        #expect(value.list?.count == 3)
        #expect(value.list?[0]["stake"]?.list?[0].list?[1].uint64 == 5_000 * World.tao)
        #expect(value.list?[1]["validator_permit"]?.flag == true)
        #expect(value.list?[2]["hotkey"]?.account == World.bob.account)
        #expect(value.list?[2]["coldkey"]?.account == World.bob.account)
        for uid in 0..<UInt8(3) {
            let single = method == "get_neurons" ? "get_neuron" : "get_neuron_lite"
            let one = try world.ask("NeuronInfoRuntimeApi", single, [27, 0, uid, 0])
            #expect(one == .some(try #require(value.list?[Int(uid)])))
        }
        #expect(try world.ask("NeuronInfoRuntimeApi", "get_neuron", [27, 0, 3, 0]) == ScaleValue.none)
    }

    @Test(
        "The recorded metadata reads our answers as we do",
        .enabled(if: RecordedMetadata.isPresent, "needs the recorded chain data"),
        arguments: [
            ("NeuronInfoRuntimeApi", "get_neurons_lite", [27, 0]), ("NeuronInfoRuntimeApi", "get_neurons", [27, 0]),
            ("SubnetInfoRuntimeApi", "get_subnet_state", [27, 0]),
            ("SubnetInfoRuntimeApi", "get_metagraph", [27, 0]),
            ("SubnetInfoRuntimeApi", "get_mechagraph", [27, 0, 0]),
            ("SubnetInfoRuntimeApi", "get_selective_metagraph", [27, 0, 12, 1, 0, 52, 0, 72, 0]),
            ("SubnetInfoRuntimeApi", "get_subnet_hyperparams", [27, 0]),
            ("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v2", [27, 0]),
            ("SubnetInfoRuntimeApi", "get_subnet_info_v2", [27, 0]),
            ("SubnetInfoRuntimeApi", "get_all_dynamic_info", []),
            ("SubnetInfoRuntimeApi", "get_all_metagraphs", []),
            ("StakeInfoRuntimeApi", "get_stake_info_for_coldkey", World.alice.account.bytes),
            ("Core", "version", []), ("AccountNonceApi", "account_nonce", World.bob.account.bytes),
        ] as [(String, String, [UInt8])])
    func recorded(_ api: String, _ method: String, _ parameters: [UInt8]) throws {
        let world = World()
        _ = try world.run(world.serve(), by: World.bob)
        let bytes = try world.runtime.call(
            "\(api)_\(method)", parameters, state: world.state, context: world.context)
        let real = try RecordedMetadata.fifteen.get()
        let theirs = try real.types.decode(try real.api(api, method).output, bytes)
        #expect(theirs == (try world.ask(api, method, parameters)))
    }

    @Test("The metagraph tells hotkeys, axons, stake, permits and the subnet's rules")
    func metagraph() throws {
        let world = World()
        _ = try world.run(world.serve(), by: World.bob)
        let graph = try #require((try world.ask("SubnetInfoRuntimeApi", "get_metagraph", [27, 0])).optional ?? nil)
        #expect(graph["netuid"]?.int == 27)
        #expect(graph["num_uids"]?.int == 3)
        #expect(graph["name"]?.list?.compactMap(\.int) == Array("compute".utf8).map(Int.init))
        #expect(graph["owner_hotkey"]?.account == World.owner.account)
        #expect(graph["hotkeys"]?.list?.compactMap(\.account).count == 3)
        #expect(graph["axons"]?.list?[2]["port"]?.int == 8091)
        #expect(graph["validator_permit"]?.list?.compactMap(\.flag) == [true, true, false])
        #expect(graph["total_stake"]?.list?[0].uint64 == 5_000 * World.tao)
        #expect(graph["commit_reveal_weights_enabled"]?.flag == false)
        #expect(graph["min_allowed_weights"]?.int == 1)
        #expect(graph["block"]?.int == 1)
        #expect(graph["kappa"]?.int == 32_767)
    }

    @Test("Only the fields asked for are in the selective metagraph, and the netuid")
    func selective() throws {
        let world = World()
        var writer = ScaleWriter()
        writer.integer(UInt16(27))
        writer.byte(0)
        writer.vector([52, 9_999] as [UInt16]) { $0.integer($1) }
        let answer = try world.ask("SubnetInfoRuntimeApi", "get_selective_mechagraph", writer.bytes)
        let graph = try #require(answer.optional ?? nil)
        guard case .record(let names, let values) = graph else {
            Issue.record("it is a record")
            return
        }
        #expect(names.count == 74)
        #expect(values.filter { $0 == .none }.count == 72)
        #expect(graph["hotkeys"]?.optional??.list?.count == 3)
    }

    @Test("A subnet or mechanism that does not exist is None, or has no neurons")
    func absent() throws {
        let world = World()
        #expect(try world.ask("SubnetInfoRuntimeApi", "get_metagraph", [9, 0]) == ScaleValue.none)
        #expect(try world.ask("SubnetInfoRuntimeApi", "get_mechagraph", [27, 0, 1]) == ScaleValue.none)
        #expect(try world.ask("SubnetInfoRuntimeApi", "get_subnet_state", [9, 0]) == ScaleValue.none)
        #expect(try world.ask("NeuronInfoRuntimeApi", "get_neurons_lite", [9, 0]) == .list([]))
    }

    @Test("A fee is told for the extrinsic, whatever its signature")
    func fee() throws {
        let world = World { $0.fee = 125 }
        func info(_ call: RuntimeCall) throws -> ScaleValue {
            let signed = try SignedExtrinsic.make(
                call: call.encoded(world.runtime.metadata), signer: World.bob, nonce: 0, era: .immortal,
                eraBlockHash: World.genesisHash, runtime: world.chain)
            var bytes = signed.bytes
            for position in 38..<100 { bytes[position] = 0 }
            var length = ScaleWriter()
            length.integer(UInt32(bytes.count))
            return try world.ask("TransactionPaymentApi", "query_info", bytes + length.bytes)
        }
        #expect(try info(world.register(World.bob.account))["partial_fee"]?.int == 125)
        #expect(try info(world.serve())["partial_fee"]?.int == 0)
    }

    @Test("An unknown method and parameters of another form are errors, never traps")
    func errors() throws {
        let world = World()
        func call(_ method: String, _ parameters: [UInt8]) throws(RuntimeCallError) {
            _ = try world.runtime.call(method, parameters, state: world.state, context: world.context)
        }
        for method in [
            "", "_", "NoSuchApi_x", "NeuronInfoRuntimeApi_get_none", "NeuronInfoRuntimeApi", "Core_version_",
        ] {
            #expect(throws: RuntimeCallError.unknownMethod(method)) { try call(method, []) }
        }
        for parameters in [[], [1], [1, 0, 0], [UInt8](repeating: 255, count: 300)] as [[UInt8]] {
            #expect(throws: RuntimeCallError.self) { try call("NeuronInfoRuntimeApi_get_neurons_lite", parameters) }
        }
        var generator = SystemRandomNumberGenerator()
        for api in world.runtime.metadata.apis {
            for method in api.methods {
                for _ in 0..<20 {
                    let count = Int.random(in: 0...80, using: &generator)
                    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                    _ = try? call("\(api.name)_\(method.name)", bytes)
                }
            }
        }
    }

    @Test("The metadata is answered in both formats")
    func metadata() throws {
        let world = World()
        func ask(_ version: UInt8) throws -> ScaleValue {
            try world.ask("Metadata", "metadata_at_version", [version, 0, 0, 0])
        }
        #expect(try ask(14) == .some(.bytes(world.runtime.metadata14)))
        #expect(try ask(15) == .some(.bytes(world.runtime.metadata15)))
        #expect(try ask(16) == ScaleValue.none)
        #expect(try world.ask("Metadata", "metadata_versions") == .list([.unsigned(14), .unsigned(15)]))
    }
}
