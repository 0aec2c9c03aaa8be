internal import Crypto
package import JSON
package import Keys

/// What our own runs add under `content_signature`: the hotkey says that these are the values, and which came later.
///
/// ``RunSignature`` covers only the run's id, so that whoever may write to the project may change everything else. The
/// hash is SHA-256 over the canonical JSON of all values but W&B's own and the two signatures: members in order, whole
/// numbers without a fraction, NaN and infinities as null. It survives a server that writes the JSON anew.
package struct ContentSignature: Sendable, Equatable {
    /// The key of the config that holds it.
    package static let key = "content_signature"

    /// Higher than that of any content that this hotkey signed before.
    package let sequence: Int64
    /// When it was signed, in Unix seconds.
    package let time: Int64
    /// Of the values, 64 lower-case digits.
    package let hash: String
    /// By the hotkey over ``message(runID:)``, 128 digits.
    package let signature: String

    /// Reads the value of the key; nil when a member is missing or has a wrong type.
    package init?(_ json: JSONValue) {
        guard let sequence = json["sequence"]?.integer, let time = json["time"]?.integer,
            let hash = json["hash"]?.text, let signature = json["signature"]?.text
        else { return nil }
        (self.sequence, self.time, self.hash, self.signature) = (sequence, time, hash, signature)
    }

    private init(sequence: Int64, time: Int64, hash: String, signature: String) {
        (self.sequence, self.time, self.hash, self.signature) = (sequence, time, hash, signature)
    }

    /// The value for the key `content_signature` of a run with this config.
    package static func sign(
        _ config: RunConfig, runID: String, sequence: Int64, time: Int64, by keypair: Keypair
    ) -> JSONValue {
        let unsigned = ContentSignature(sequence: sequence, time: time, hash: hash(of: config), signature: "")
        let signature = Hex.encode(keypair.sign(unsigned.message(runID: runID)).bytes)
        return [
            "sequence": .integer(sequence), "time": .integer(time), "hash": .text(unsigned.hash),
            "signature": .text(signature),
        ]
    }

    /// Whether the owner of `hotkey` signed the values of `config` for this run.
    package func verifies(_ config: RunConfig, runID: String, hotkey: String) -> Bool {
        guard let account = try? AccountID(ss58: hotkey) else { return false }
        return verifies(config, runID: runID, account: account)
    }

    func verifies(_ config: RunConfig, runID: String, account: AccountID) -> Bool {
        guard hash == Self.hash(of: config), signature.utf8.count == 128, let signature = Signature(hex: signature)
        else { return false }
        return account.verifies(signature, over: message(runID: runID))
    }

    private func message(runID: String) -> [UInt8] {
        Array("nicompute/content/1\n\(runID)\n\(sequence)\n\(time)\n\(hash)".utf8)
    }

    private static func hash(of config: RunConfig) -> String {
        let left = RunConfig.bookkeeping.union(["signature", key])
        let values = JSONValue.object(config.values.filter { !left.contains($0.key) })
        return Hex.encode(SHA256.hash(data: values.canonical.serialized))
    }
}
