internal import CSodium

/// The key under which this node keeps secrets on disk: XChaCha20-Poly1305 with a random nonce each time.
package struct SealingKey: Sendable {
    private static let version: UInt8 = 1
    private static let nonceCount = 24
    private static let tagCount = 16

    private let key: SecretBytes

    /// Takes 32 random bytes, kept nowhere.
    package init() { key = SecretBytes(copying: SecureRandom.bytes(32)) }

    private init(key: SecretBytes) { self.key = key }

    /// The key in the file, which is made with mode 0600 if there is none; processes that start at once agree on one.
    package static func loadOrCreate(path: String) throws(SealingError) -> SealingKey {
        if let key = try load(path: path) { return key }
        let random = SecureRandom.bytes(32)
        do {
            try PrivateFile.write(random, to: path, overwrite: false)
        } catch .exists {
            // Another process was faster: its key is the key.
            guard let key = try load(path: path) else { throw .damaged(path: path) }
            return key
        } catch {
            throw .file(error)
        }
        return SealingKey(key: SecretBytes(copying: random))
    }

    private static func load(path: String) throws(SealingError) -> SealingKey? {
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(path, limit: 64)
        } catch {
            throw .file(error)
        }
        guard let bytes else { return nil }
        guard bytes.count == 32 else { throw .damaged(path: path) }
        return SealingKey(key: SecretBytes(copying: bytes))
    }

    /// A version byte, the nonce, and the ciphertext with its tag: 41 bytes longer than the plaintext.
    ///
    /// `context` says what the secret is for; only `open` with the same context gives it back, so that a sealed value
    /// copied to another place is refused there.
    package func seal(_ plaintext: [UInt8], context: String) -> [UInt8] {
        let nonce = SecureRandom.bytes(Self.nonceCount)
        let associated = Array(context.utf8)
        var output = [UInt8](repeating: 0, count: plaintext.count + Self.tagCount)
        key.withPointer { key in
            _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
                &output, nil, plaintext, UInt64(plaintext.count), associated, UInt64(associated.count), nil, nonce,
                key)
        }
        return [Self.version] + nonce + output
    }

    /// The plaintext, or nil if the bytes were changed, or sealed under another key or for another context.
    package func open(_ sealed: [UInt8], context: String) -> [UInt8]? {
        let headCount = 1 + Self.nonceCount
        guard sealed.count >= headCount + Self.tagCount, sealed[0] == Self.version else { return nil }
        let nonce = Array(sealed[1..<headCount])
        let ciphertext = Array(sealed[headCount...])
        let associated = Array(context.utf8)
        var output = [UInt8](repeating: 0, count: ciphertext.count - Self.tagCount)
        let isGenuine = key.withPointer { key in
            crypto_aead_xchacha20poly1305_ietf_decrypt(
                &output, nil, nil, ciphertext, UInt64(ciphertext.count), associated, UInt64(associated.count), nonce,
                key) == 0
        }
        return isGenuine ? output : nil
    }
}

extension SealingKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SealingKey(<redacted>)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
