import Foundation
import Keys
import Testing

@testable import Chain

@Suite(.enabled(if: Recorded.isPresent, "needs the recorded chain data"))
struct RecordedAnswersTests {
    /// Reads an answer and writes it again.
    static func value(_ api: String, _ method: String, _ bytes: [UInt8]) throws -> ScaleValue {
        let metadata = try Recorded.metadata()
        let type = try metadata.api(api, method).output
        let value = try metadata.types.decode(type, bytes)
        #expect(try metadata.types.encode(value, as: type) == bytes)
        return value
    }

    @Test("The 1,024 recorded neurons are what the SDK reads, field by field")
    func neurons() throws {
        let bytes = try Recorded.answer("NeuronInfoRuntimeApi_get_neurons_lite", scenario: "metagraph")
        let value = try Self.value("NeuronInfoRuntimeApi", "get_neurons_lite", bytes)
        let golden = try #require(try Recorded.json("neurons-lite-netuid1.json") as? [String: Any])
        let neurons = try #require(golden["neurons"] as? [[String: Any]])
        #expect(neurons.count == 1024)
        #expect(difference(value, neurons.compactMap { $0["raw"] }) == nil)
    }

    @Test("The recorded subnet state is what the SDK reads, field by field")
    func subnetState() throws {
        let bytes = try Recorded.answer("SubnetInfoRuntimeApi_get_subnet_state", scenario: "metagraph")
        let value = try Self.value("SubnetInfoRuntimeApi", "get_subnet_state", bytes)
        let golden = try #require(try Recorded.json("subnet-state-netuid1.json") as? [String: Any])
        let state = try #require(golden["value"])
        #expect(difference(value, state) == nil)
    }

    @Test("The recorded selective metagraph is what the SDK reads, field by field, and so is the whole one made of it")
    func metagraphs() throws {
        let bytes = try Recorded.answer("SubnetInfoRuntimeApi_get_selective_mechagraph", scenario: "metagraph")
        let selective = try Self.value("SubnetInfoRuntimeApi", "get_selective_mechagraph", bytes)
        let golden = try #require(try Recorded.json("metagraph-selective-netuid1.json") as? [String: Any])
        let fields = try #require(golden["value"] as? [String: Any])
        #expect(difference(selective, fields) == nil)

        let rebuilt = try #require(try Recorded.json("metagraph-netuid1-rebuilt.json") as? [String: Any])
        let answer = try #require((rebuilt["result"] as? String).flatMap { Hex.decode($0) })
        let whole = try Self.value("SubnetInfoRuntimeApi", "get_metagraph", answer)
        guard case .some(.record(let names, let values)) = whole else {
            Issue.record("not a record")
            return
        }
        #expect(names.count > 60)
        for (name, value) in zip(names, values) {
            let expected = try #require(fields[name])
            #expect(difference(value, expected, at: name) == nil)
        }
    }

    @Test("The cost of a registration is a number")
    func burn() throws {
        let bytes = try Recorded.answer(
            "SubnetRegistrationRuntimeApi_get_network_registration_cost", scenario: "get_subnet_burn_cost")
        let cost = try Self.value("SubnetRegistrationRuntimeApi", "get_network_registration_cost", bytes)
        #expect(cost.uint64 == 1_485_558_848)
    }

    @Test("An answer that is cut, or of another runtime, is refused")
    func refused() throws {
        let metadata = try Recorded.metadata()
        let type = try metadata.api("NeuronInfoRuntimeApi", "get_neurons_lite").output
        let bytes = try Recorded.answer("NeuronInfoRuntimeApi_get_neurons_lite", scenario: "metagraph")
        for count in [0, 1, 2, 40, 1000, 65_536, bytes.count - 1] {
            #expect(throws: ScaleError.self) { try metadata.types.decode(type, Array(bytes.prefix(count))) }
        }
        #expect(throws: ScaleError.trailing(1)) { try metadata.types.decode(type, bytes + [0]) }
        let old = try Recorded.answer("NeuronInfoRuntimeApi_get_neurons_lite", scenario: "neurons_lite")
        #expect(throws: ScaleError.self) { try metadata.types.decode(type, old) }
    }

    @Test("A changed answer ends in a value that is written to the same bytes, or in an error")
    func fuzzed() throws {
        let types = try Recorded.metadata().types
        let metadata = try Recorded.metadata()
        let call = try #require(metadata.callType)
        let event = try metadata.storage("System", "Events").valueType
        let state = try metadata.api("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v2").output
        let neurons = try metadata.api("NeuronInfoRuntimeApi", "get_neurons_lite").output
        let recorded = try Recorded.answer("NeuronInfoRuntimeApi_get_neurons_lite", scenario: "metagraph")
        let corpus: [(UInt32, [UInt8])] = [
            (neurons, [8] + recorded[2..<2 + 182 * 2]), (call, try #require(Hex.decode("07041b00be00000004030201"))),
            (event, try #require(Hex.decode("0400010000000705010000000000"))),
            (state, [1] + [UInt8](repeating: 4, count: 60)),
        ]
        try fuzz(1500) { (seed: UInt64) throws in
            var random = SeededRandom(seed)
            let (type, start) = corpus[random.below(corpus.count)]
            let bytes = mutated(start, &random)
            let id = random.below(4) == 0 ? UInt32(random.below(types.types.count)) : type
            var reader = ScaleReader(bytes)
            guard let value = try? types.decode(id, from: &reader) else { return }
            #expect(try types.encode(value, as: id) == Array(bytes.prefix(reader.offset)), "seed \(seed)")
        }
    }
}
