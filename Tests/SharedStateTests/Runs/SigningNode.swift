import Foundation
import JSON
import Keys
import SharedState

/// A node that publishes runs, with a key of its own.
struct SigningNode {
    let keypair: Keypair

    init(_ uri: String = "//Alice") throws { keypair = try Keypair(secretURI: uri) }

    var hotkey: String { keypair.account.ss58 }

    /// A run as the Python program writes it, for `netuid` 27.
    func run(_ id: String = "abcd1234", role: RunRole = .miner, _ values: [String: JSONValue] = [:]) -> Run {
        var config = RunConfig([
            "hotkey": .text(hotkey), "role": .text(role.rawValue), "config": ["netuid": 27],
            "signature": .text(RunSignature.sign(runID: id, by: keypair)),
        ])
        for (key, value) in values { config[key] = value }
        return Run(
            id: id, storageID: "s-\(id)", displayName: role.displayName(of: hotkey), state: .running, config: config)
    }

    /// A run as ours are: its content is signed, too.
    func signedRun(
        _ id: String = "abcd1234", role: RunRole = .miner, sequence: Int64, at time: Date, isFinal: Bool = false,
        _ values: [String: JSONValue] = [:]
    ) -> Run {
        var run = run(id, role: role, values)
        run.config[ContentSignature.key] = ContentSignature.sign(
            run.config, runID: id, sequence: sequence, time: Int64(time.timeIntervalSince1970), isFinal: isFinal,
            by: keypair)
        return run
    }
}
