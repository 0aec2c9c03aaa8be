import Chain
import Foundation
import Keys
import Testing

@Suite struct WeightCommitTests {
    private func commit(block: UInt64) throws -> WeightCommit {
        WeightCommit(
            netuid: 27, weights: try WeightVector(uids: [1, 2], weights: [1, 2]), salt: [7, 8], versionKey: 190,
            block: block)
    }

    @Test("The hash is that of hotkey, netuid, numbers, values, salt and version in SCALE")
    func hash() throws {
        let hotkey = NeuronSamples.account(0)
        let bytes =
            hotkey.bytes + [27, 0, 8, 1, 0, 2, 0, 8, 0, 0x80, 0xff, 0xff, 8, 7, 0, 8, 0, 190, 0, 0, 0, 0, 0, 0, 0]
        #expect(try commit(block: 1).hash(of: hotkey) == Blake2b.hash(bytes, count: 32))
    }

    @Test("It is revealed in the epoch that the subnet says")
    func window() throws {
        var rules = SubnetHyperparameters(netuid: 27, tempo: 99, revealPeriodEpochs: 1)
        #expect(rules.epoch(of: 71) == 0)
        #expect(rules.epoch(of: 72) == 1)
        #expect(rules.firstBlock(of: 1) == 72)
        #expect(try commit(block: 71).revealWindow(rules) == 72...171)
        #expect(try commit(block: 72).revealWindow(rules) == 172...271)
        rules.revealPeriodEpochs = .max
        #expect(try commit(block: 72).revealWindow(rules).lowerBound == .max)
    }

    @Test("It is kept as text until then")
    func kept() throws {
        let commit = try commit(block: 5)
        let text = try JSONEncoder().encode(commit)
        #expect(try JSONDecoder().decode(WeightCommit.self, from: text) == commit)
    }
}
