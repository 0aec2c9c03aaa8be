import Foundation
import Keys

/// What a command tells about one key, as text or as JSON.
struct KeyReport: Encodable {
    let key: KeyRole
    let name: String
    let address: String
    let publicKey: String
    let path: String
    let encrypted: Bool
    /// The phrase; nil unless it was asked for.
    var mnemonic: String?
    /// The seed in hexadecimal; nil unless it was asked for.
    var seed: String?
    /// The private key in hexadecimal; nil unless it was asked for.
    var privateKey: String?

    /// Reports a key whose secret is in its file or, with `hasSecret` false, only its account.
    init(
        _ role: KeyRole, _ account: AccountID, options: WalletOptions, encrypted: Bool, hasSecret: Bool = true
    ) {
        key = role
        name = role == .hotkey ? options.hotkey : options.name
        address = account.ss58
        publicKey = "0x" + Hex.encode(account.bytes)
        path =
            switch role {
            case .coldkey where !hasSecret: options.wallet.coldkeyPublicPath
            case .hotkey where !hasSecret: options.wallet.hotkeyPublicPath(options.hotkey)
            default: role.path(options)
            }
        self.encrypted = encrypted
    }

    var text: String {
        var lines = [
            "\(key.rawValue) \(name)", "  address     \(address)", "  public key  \(publicKey)",
            "  file        \(path)\(encrypted ? " (encrypted)" : "")",
        ]
        if let mnemonic { lines.append("  phrase      \(mnemonic)") }
        if let seed { lines.append("  seed        \(seed)") }
        if let privateKey { lines.append("  private key \(privateKey)") }
        return lines.joined(separator: "\n")
    }
}

extension Encodable {
    /// One line of JSON with sorted keys.
    func jsonLine() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
