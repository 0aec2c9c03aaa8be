import Chain
import JSON
import Keys
import Testing

@Suite(.timeLimit(.minutes(1))) struct ChainQuestionTests {
    private func reader() throws -> ChainReader {
        let node = try ScriptedSubnet()
        try node.register(NeuronSamples.account(1), uid: 1)
        return node.subtensor.reader
    }

    @Test("A stored value is shown, or its default, or nothing")
    func storage() async throws {
        let reader = try reader()
        let block = try await reader.block(named: nil)
        let tempo = try await reader.storage("SubtensorModule", "Tempo", ["27"], at: block)
        #expect(tempo.value == 99 && !tempo.isDefault && tempo.type == "u16")
        let other = try await reader.storage("SubtensorModule", "Tempo", ["28"], at: block)
        #expect(other.value == 0 && other.isDefault)
        let uid = try await reader.storage("SubtensorModule", "Uids", ["27", NeuronSamples.account(1).ss58], at: block)
        #expect(uid.value == 1)
        let none = try await reader.storage(
            "SubtensorModule", "Uids", ["27", NeuronSamples.account(2).ss58], at: block)
        #expect(none.value == nil && !none.isDefault)
    }

    @Test("A method of the runtime is called with arguments of its types")
    func call() async throws {
        let reader = try reader()
        let block = try await reader.block(named: "900")
        #expect(block.number == 900)
        let answer = try await reader.call(
            "NeuronInfoRuntimeApi", "get_neuron_lite", arguments: ["27", "1"], at: block)
        #expect(answer.value?["uid"] == 1)
    }

    @Test("Names that the runtime does not have lead to those that are like them")
    func names() async throws {
        let reader = try reader()
        let block = try await reader.best()
        await #expect(throws: QuestionError.unknown("pallet", name: "SubtensorModul", near: ["SubtensorModule"])) {
            try await reader.storage("SubtensorModul", "Tempo", ["27"], at: block)
        }
        await #expect(throws: QuestionError.unknown("item", name: "SubtensorModule.tempo", near: ["Tempo"])) {
            try await reader.storage("SubtensorModule", "tempo", ["27"], at: block)
        }
        await #expect(throws: QuestionError.unknown("API", name: "NeuronInfo", near: ["NeuronInfoRuntimeApi"])) {
            try await reader.call("NeuronInfo", "x", arguments: [], at: block)
        }
        await #expect(
            throws: QuestionError.unknown(
                "method", name: "SubnetInfoRuntimeApi.get_subnet_stat", near: ["get_subnet_state"])
        ) {
            try await reader.call("SubnetInfoRuntimeApi", "get_subnet_stat", arguments: [], at: block)
        }
    }

    @Test("A wrong number of arguments is answered with the types that are wanted")
    func counts() async throws {
        let reader = try reader()
        let block = try await reader.best()
        await #expect(throws: QuestionError.count(0, wanted: ["u16"])) {
            try await reader.storage("SubtensorModule", "Tempo", [], at: block)
        }
        await #expect(throws: QuestionError.count(3, wanted: ["u16", "u16"])) {
            try await reader.call("NeuronInfoRuntimeApi", "get_neuron_lite", arguments: ["1", "2", "3"], at: block)
        }
    }

    @Test("A block that is none is an error", arguments: ["x", "-1", "0x12", "1001"])
    func blocks(_ text: String) async throws {
        let reader = try reader()
        await #expect(throws: (any Error).self) { try await reader.block(named: text) }
    }

    @Test("Names are like others when few letters differ, or one holds the other")
    func near() {
        let names = ["Tempo", "WeightsSetRateLimit", "ServingRateLimit", "Burn"]
        #expect(NearestNames.of("temp", in: names) == ["Tempo"])
        #expect(NearestNames.of("RateLimit", in: names) == ["ServingRateLimit", "WeightsSetRateLimit"])
        #expect(NearestNames.of("Brun", in: names) == ["Burn"])
        #expect(NearestNames.of("", in: names) == [])
        #expect(NearestNames.of(String(repeating: "x", count: 10_000), in: names) == [])
    }
}
