import Chain
import Foundation
import Keys
import Testing

/// Calls about weights, of a subnet as a whole and of one mechanism of it.
struct WeightCallTests {
    private static func commit(_ mechanism: UInt8) throws -> WeightCommit {
        WeightCommit(
            netuid: 27, mechanism: mechanism, weights: try WeightVector(uids: [1, 2], weights: [1, 2]), salt: [7],
            versionKey: 190, block: 5)
    }

    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"), arguments: [14, 15] as [UInt8])
    func `With the recorded runtime, calls for mechanism 3 have its index, its number and the same arguments`(
        version: UInt8
    ) throws {
        let metadata = try CallVectors.recorded(version)
        func hex(_ call: RuntimeCall) throws -> String { Hex.encode(try call.encoded(metadata)) }
        let weights = try WeightVector(uids: [1, 2], weights: [1, 2])
        let plain = "0801000200080080ffffbe00000000000000"
        #expect(try hex(SubtensorCall.setWeights(weights, netuid: 27, versionKey: 190)) == "07001b00" + plain)
        #expect(
            try hex(SubtensorCall.setWeights(weights, netuid: 27, mechanism: 3, versionKey: 190))
                == "07771b0003" + plain)

        let hotkey = NeuronSamples.account(0)
        let (whole, part) = (try Self.commit(0), try Self.commit(3))
        #expect(
            try hex(SubtensorCall.commitWeights(whole, hotkey: hotkey))
                == "07601b00" + Hex.encode(whole.hash(of: hotkey)))
        #expect(
            try hex(SubtensorCall.commitWeights(part, hotkey: hotkey))
                == "07731b0003" + Hex.encode(part.hash(of: hotkey)))
        let shown = "0801000200080080ffff040700be00000000000000"
        #expect(try hex(SubtensorCall.revealWeights(whole)) == "07611b00" + shown)
        #expect(try hex(SubtensorCall.revealWeights(part)) == "07741b0003" + shown)

        let cipher: [UInt8] = [1, 2, 3]
        let round: UInt64 = 1_234_567
        #expect(
            try hex(SubtensorCall.commitTimelockedWeights(cipher, revealRound: round, netuid: 27))
                == "07711b000c01020387d61200000000000400")
        #expect(
            try hex(SubtensorCall.commitTimelockedWeights(cipher, revealRound: round, netuid: 27, mechanism: 3))
                == "07761b00030c01020387d61200000000000400")
        #expect(
            try hex(SubtensorCall.commitCRv3Weights(cipher, revealRound: round, netuid: 27, mechanism: 3))
                == "07751b00030c01020387d6120000000000")
    }

    @Test("A commit for a mechanism hides the mechanism's place: mechanism times 4,096 and the netuid")
    func hash() throws {
        let hotkey = NeuronSamples.account(0)
        let bytes = hotkey.bytes + [27, 0x30, 8, 1, 0, 2, 0, 8, 0, 0x80, 0xff, 0xff, 4, 7, 0, 190, 0, 0, 0, 0, 0, 0, 0]
        #expect(try Self.commit(3).hash(of: hotkey) == Blake2b.hash(bytes, count: 32))
        #expect(try Self.commit(0).hash(of: hotkey) != Self.commit(3).hash(of: hotkey))
    }

    @Test("A commit that was kept before there were mechanisms is of mechanism 0")
    func kept() throws {
        let text = #"{"netuid":27,"uids":[1,2],"values":[32768,65535],"salt":[7],"versionKey":190,"block":5}"#
        #expect(try JSONDecoder().decode(WeightCommit.self, from: Data(text.utf8)) == Self.commit(0))
        let commit = try Self.commit(3)
        #expect(try JSONDecoder().decode(WeightCommit.self, from: try JSONEncoder().encode(commit)) == commit)
    }
}
