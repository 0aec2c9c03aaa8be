internal import Crypto
package import JSON
package import Keys

/// What our own runs add under `content_signature`: the hotkey says that these are the values, and which came later.
///
/// ``RunSignature`` covers only the run's id, so that whoever may write to the project may change everything else. The
/// hash is SHA-256 over the canonical JSON of the values under ``keys``: members in order, whole numbers without a
/// fraction, NaN and infinities as null. It survives a server that writes the JSON anew. Other keys of the run are
/// somebody else's: nobody signed them.
package struct ContentSignature: Sendable, Equatable {
    /// The key of the config that holds it.
    package static let key = "content_signature"

    /// The keys of a config that nobody signs here: W&B's own, and the two signatures.
    private static let unsigned = RunConfig.bookkeeping.union(["signature", key])

    /// Keys without which a content says nothing of a node.
    private static let needed: Set<String> = ["hotkey", "role", "config"]

    /// Keys of one content, at most: what others write is looked through once for each.
    private static let mostKeys = 256

    /// Higher than that of any content that this hotkey signed before.
    package let sequence: Int64
    /// When it was signed, in Unix seconds.
    package let time: Int64
    /// Of the values, 64 lower-case digits.
    package let hash: String
    /// The keys whose values are signed, in order; nil in the first form, which signs all but the bookkeeping.
    package let keys: [String]?
    /// Whether the node said it when it ended: nothing later comes until it runs again.
    package let isFinal: Bool
    /// By the hotkey over ``message(runID:)``, 128 digits.
    package let signature: String

    /// Reads the value of the key; nil when a member is missing or has a wrong type.
    package init?(_ json: JSONValue) {
        guard let sequence = json["sequence"]?.integer, let time = json["time"]?.integer,
            let hash = json["hash"]?.text, let signature = json["signature"]?.text
        else { return nil }
        (self.sequence, self.time, self.hash, self.signature) = (sequence, time, hash, signature)
        switch json["keys"] {
        case nil: keys = nil
        case .list(let names):
            let texts = names.compactMap(\.text)
            guard texts.count == names.count, texts.count <= Self.mostKeys else { return nil }
            keys = texts
        default: return nil
        }
        switch json["final"] {
        case nil: isFinal = false
        case .bool(let isFinal) where keys != nil: self.isFinal = isFinal
        default: return nil
        }
    }

    private init(sequence: Int64, time: Int64, hash: String, keys: [String], isFinal: Bool) {
        (self.sequence, self.time, self.hash, self.keys, self.isFinal) = (sequence, time, hash, keys, isFinal)
        signature = ""
    }

    /// The value for the key `content_signature` of a run with this config.
    ///
    /// - Parameters:
    ///   - keys: Those that are signed of what the config has; nil signs all but W&B's own and the two signatures.
    ///   - isFinal: Whether the node ends with it.
    package static func sign(
        _ config: RunConfig, keys: Set<String>? = nil, runID: String, sequence: Int64, time: Int64,
        isFinal: Bool = false, by keypair: Keypair
    ) -> JSONValue {
        let signed = Set(config.values.keys).intersection(keys ?? Set(config.values.keys)).subtracting(unsigned)
        let content = ContentSignature(
            sequence: sequence, time: time, hash: hash(of: config) { signed.contains($0) }, keys: signed.sorted(),
            isFinal: isFinal)
        var members: [String: JSONValue] = [
            "sequence": .integer(sequence), "time": .integer(time), "hash": .text(content.hash),
            "keys": .list(signed.sorted().map(JSONValue.text)),
            "signature": .text(Hex.encode(keypair.sign(content.message(runID: runID)).bytes)),
        ]
        if isFinal { members["final"] = true }
        return .object(members)
    }

    /// Whether the owner of `hotkey` signed the values of `config` for this run.
    package func verifies(_ config: RunConfig, runID: String, hotkey: String) -> Bool {
        guard let account = try? AccountID(ss58: hotkey) else { return false }
        return verifies(config, runID: runID, account: account)
    }

    func verifies(_ config: RunConfig, runID: String, account: AccountID) -> Bool {
        guard keys.map({ Self.needed.isSubset(of: $0) }) ?? true, hash == Self.hash(of: config, covers),
            signature.utf8.count == 128, let signature = Signature(hex: signature)
        else { return false }
        return account.verifies(signature, over: message(runID: runID))
    }

    /// What of `config` is signed, with W&B's own keys and the signatures.
    func signedPart(of config: RunConfig) -> RunConfig {
        RunConfig(config.values.filter { Self.unsigned.contains($0.key) || covers($0.key) })
    }

    private func covers(_ key: String) -> Bool { !Self.unsigned.contains(key) && keys?.contains(key) ?? true }

    private func message(runID: String) -> [UInt8] {
        guard let keys else { return Array("nicompute/content/1\n\(runID)\n\(sequence)\n\(time)\n\(hash)".utf8) }
        let names = JSONValue.list(keys.map(JSONValue.text)).serializedText
        let end = isFinal ? "final" : "open"
        return Array("nicompute/content/2\n\(runID)\n\(sequence)\n\(time)\n\(hash)\n\(end)\n\(names)".utf8)
    }

    /// What of the run `id`, as it is found, its own node said: the values that it signed. All of a run without a signed
    /// content, for the Python program signs none; nothing where the signature does not fit.
    static func ownPart(of config: RunConfig, runID: String, account: AccountID) -> RunConfig {
        guard let json = config[key] else { return config }
        guard let content = ContentSignature(json), content.verifies(config, runID: runID, account: account) else {
            return RunConfig()
        }
        return content.signedPart(of: config)
    }

    private static func hash(of config: RunConfig, _ isSigned: (String) -> Bool) -> String {
        let values = JSONValue.object(config.values.filter { isSigned($0.key) })
        return Hex.encode(SHA256.hash(data: values.canonical.serialized))
    }
}

extension RunConfig {
    /// The keys that its content signature names; none without one that names them.
    var signedKeys: [String] { self[ContentSignature.key].flatMap(ContentSignature.init)?.keys ?? [] }
}
