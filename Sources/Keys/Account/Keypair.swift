/// An account whose secret we hold, of scheme sr25519.
///
/// The secret never appears in descriptions, reflection or errors; `withPrivateKey` is the only way to it.
package struct Keypair: Sendable {
    /// The account that the secret belongs to.
    package let account: AccountID

    private let secret: SecretKey

    private init?(_ secret: SecretKey?) {
        guard let secret, let account = AccountID(secret.publicKey) else { return nil }
        self.secret = secret
        self.account = account
    }

    /// A new account made of 32 random bytes, which are not kept: it can be saved only as a private key.
    package static func generate() -> Keypair {
        while true {
            // A draw fails only for a scalar of zero, which is not going to happen.
            if let keypair = Keypair(SecretKey(miniSecret: SecretBytes(copying: SecureRandom.bytes(32)))) {
                return keypair
            }
        }
    }

    /// The account of a recovery phrase.
    package init(mnemonic: Mnemonic, password: String = "") throws(KeyError) {
        guard let keypair = Keypair(SecretKey(miniSecret: mnemonic.miniSecretBytes(password: password))) else {
            throw .privateKey
        }
        self = keypair
    }

    /// The account of a secret URI, such as `//Alice`; see `SecretURI`.
    package init(secretURI: String) throws(KeyError) {
        guard let uri = SecretURI(secretURI) else { throw .secretURI }
        var secret: SecretKey?
        if uri.phrase.hasPrefix("0x") {
            guard let seed = Hex.decode(uri.phrase) else { throw .secretURI }
            guard seed.count == 32 else { throw .seedLength(bytes: seed.count) }
            secret = SecretKey(miniSecret: SecretBytes(copying: seed))
        } else {
            let phrase = uri.phrase.isEmpty ? SecretURI.developmentPhrase : String(uri.phrase)
            let mnemonic = try Mnemonic(phrase: phrase)
            secret = SecretKey(miniSecret: mnemonic.miniSecretBytes(password: uri.password))
        }
        for junction in uri.junctions { secret = secret?.derived(junction) }
        guard let keypair = Keypair(secret) else { throw .privateKey }
        self = keypair
    }

    /// The account of a 32-byte mini secret.
    package init(seed: [UInt8]) throws(KeyError) {
        guard seed.count == 32 else { throw .seedLength(bytes: seed.count) }
        guard let keypair = Keypair(SecretKey(miniSecret: SecretBytes(copying: seed))) else { throw .privateKey }
        self = keypair
    }

    /// The account of 64 bytes, canonical scalar || nonce, as key files hold them.
    package init(privateKey: [UInt8]) throws(KeyError) {
        guard let keypair = Keypair(SecretKey(SecretBytes(copying: privateKey))) else { throw .privateKey }
        self = keypair
    }

    /// A signature over the message, different each time.
    package func sign(_ message: [UInt8]) -> Signature {
        // 64 bytes always make a signature.
        Signature(Schnorrkel.sign(message, secret: secret.bytes, publicKey: secret.publicKey)) ?? Signature.empty
    }

    /// A signature over a text by the rule of the Python SDK: `0x…` is signed as the bytes it names, others as UTF-8.
    ///
    /// A text that begins with `0x` and is not hexadecimal is signed as UTF-8, where the SDK raises.
    package func sign(text: String) -> Signature {
        if text.hasPrefix("0x"), let bytes = Hex.decode(text) { return sign(bytes) }
        return sign(Array(text.utf8))
    }

    /// Lends the 64 bytes of the private key to `body`, which must not keep the pointer; only for an explicit export.
    package func withPrivateKey<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try secret.bytes.withBytes(body)
    }
}

extension Keypair: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The address; the secret is left out.
    package var description: String { "Keypair(\(account), secret <redacted>)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["account": account.ss58]) }
}
