/// A key pair together with what it was made from, as far as a key file keeps it.
package struct StoredKey: Sendable {
    package let keypair: Keypair
    /// The recovery phrase, if the key was made from one without a password.
    package let mnemonic: Mnemonic?
    let seed: SecretBytes?

    /// The key of a recovery phrase; the file will hold phrase, seed and private key.
    package init(mnemonic: Mnemonic) throws(KeyError) {
        keypair = try Keypair(mnemonic: mnemonic)
        self.mnemonic = mnemonic
        seed = mnemonic.miniSecretBytes(password: "")
    }

    /// The key of a 32-byte seed; the file will hold seed and private key.
    package init(seed: [UInt8]) throws(KeyError) {
        keypair = try Keypair(seed: seed)
        mnemonic = nil
        self.seed = SecretBytes(copying: seed)
    }

    /// The seed as `0x` and 64 digits, if it is known: only for an explicit export.
    package func revealSeed() -> String? { seed?.withBytes { "0x" + Hex.encode($0) } }

    /// A key whose origin is not kept; the file will hold the private key.
    package init(_ keypair: Keypair) {
        self.keypair = keypair
        mnemonic = nil
        seed = nil
    }
}

extension StoredKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "StoredKey(\(keypair.account), secret <redacted>)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["account": keypair.account.ss58]) }
}
