internal import CSodium

/// The random source for keys, nonces and passwords: the operating system's, through libsodium.
package enum SecureRandom {
    /// `count` random bytes.
    package static func bytes(_ count: Int) -> [UInt8] {
        _ = Sodium.isReady
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// A password of ASCII letters and digits, each equally likely (5.95 bits a character).
    package static func password(length: Int) -> String {
        _ = Sodium.isReady
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        let characters = (0..<max(length, 0)).map { _ in
            alphabet[Int(randombytes_uniform(UInt32(alphabet.count)))]
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
