import Chain
import CoreMetrics
import Keys
import Logging
import MinerNode
import TestSupport
import Testing
import Wire

@Suite struct VersionRuleTests {
    /// A metagraph of validators with these versions; nil publishes none. The last one has too little stake to count.
    private func metagraph(_ versions: [Int?], poor: Int? = nil) throws -> Metagraph {
        func neuron(_ uid: Int, _ version: Int?, stake: Double) throws -> Neuron {
            Neuron(
                uid: UInt16(uid), hotkey: try Renters.hotkey(UInt8(uid + 1)), coldkey: try Renters.hotkey(200),
                stake: stake, prometheus: version.map { PrometheusInfo(ip: "127.0.0.1", port: 1, version: $0) })
        }
        var neurons = try versions.enumerated().map { try neuron($0.offset, $0.element, stake: 20_000) }
        neurons.append(try neuron(versions.count, poor, stake: 10))
        return Metagraph(netuid: 27, block: 1, neurons: neurons)
    }

    @Test(
        "More than 60 % of the validators with stake must be up to date",
        arguments: [
            ([190, 190, 190, 188, nil], true), ([190, 190, 190, 187, nil], false), ([190], true), ([nil], false),
            ([], false),
        ])
    func established(_ row: (versions: [Int?], expected: Bool)) throws {
        #expect(VersionRule().isEstablished(in: try metagraph(row.versions)) == row.expected)
    }

    @Test(
        "A version is 100 times its first number, 10 times its second and its third, or such a number",
        arguments: [
            ("1.8.8", 188), ("1.9.0", 190), ("2.0.1", 201), ("188", 188), ("0", 0), ("", nil), ("1.8", nil),
            ("1.8.8.1", nil), ("1..8", nil), ("1.10.0", nil), ("v1.8.8", nil), ("-1", nil), ("1.8.+8", nil),
            ("99999999999999999999", nil),
        ])
    func number(_ text: String, _ expected: Int?) {
        #expect(VersionRule.number(of: text) == expected)
    }

    @Test("The minimum is the operator's to choose")
    func minimum() throws {
        let graph = try metagraph([190, 190, 190])
        #expect(VersionRule().isEstablished(in: graph))
        #expect(!VersionRule(minimum: 191).isEstablished(in: graph))
    }

    @Test("Who has little stake does not count")
    func poor() throws {
        #expect(!VersionRule().isEstablished(in: try metagraph([nil], poor: 190)))
    }

    @Test("A late caller is refused only where the operator asks for it", arguments: [true, false])
    func refused(isRequired: Bool) async throws {
        let graph = try metagraph([190, 190, 150])
        let chain = MemorySubtensor(netuid: 27, neurons: graph.neurons)
        let logger = Logger.silent
        let cache = try await MetagraphCache(subtensor: chain, netuid: 27, interval: .seconds(600), logger: logger)
        func standing(_ rule: VersionRule, _ uid: UInt8, whitelisted: Set<String> = []) throws -> Bool {
            let standing = MinerStanding(
                rules: AccessRules(whitelistedHotkeys: whitelisted), metagraph: cache,
                versions: VersionWatch(rule: rule, metrics: NOOPMetricsHandler.instance, logger: logger)
            ).standing(of: try Renters.hotkey(uid + 1))
            switch standing {
            case .admitted: return true
            case .refused: return false
            }
        }
        let rule = VersionRule(isRequired: isRequired)
        #expect(try standing(rule, 0))
        #expect(try standing(rule, 2) == !isRequired)
        #expect(try standing(rule, 2, whitelisted: [try Renters.hotkey(3).ss58]))
        #expect(try standing(VersionRule(threshold: 70, isRequired: isRequired), 2))
    }
}
