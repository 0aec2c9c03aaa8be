internal import CSodium

/// A Merlin transcript: labelled, length-framed messages in, challenges out (merlin.cool, merlin `transcript.rs`).
struct Transcript {
    private var strobe: Strobe128

    /// Starts a transcript of the protocol named by `label`.
    init(label: StaticString) {
        strobe = Strobe128(label: "Merlin v1.0")
        append("dom-sep", text: label)
    }

    /// Absorbs a constant.
    mutating func append(_ label: StaticString, text: StaticString) {
        text.withUTF8Buffer { append(label, UnsafeRawBufferPointer($0)) }
    }

    /// Absorbs bytes.
    mutating func append(_ label: StaticString, _ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append(label, $0) }
    }

    /// Absorbs bytes in memory that somebody else owns.
    mutating func append(_ label: StaticString, _ bytes: UnsafeRawBufferPointer) {
        label.withUTF8Buffer { strobe.metaAD(UnsafeRawBufferPointer($0)) }
        strobe.metaLength(bytes.count)
        strobe.ad(bytes)
    }

    /// `count` bytes that depend on all that was absorbed; asking changes the transcript.
    mutating func challenge(_ label: StaticString, count: Int) -> [UInt8] {
        label.withUTF8Buffer { strobe.metaAD(UnsafeRawBufferPointer($0)) }
        strobe.metaLength(count)
        var output = [UInt8](repeating: 0, count: count)
        output.withUnsafeMutableBytes { strobe.prf($0) }
        return output
    }

    /// A canonical scalar of 32 bytes made of a 64-byte challenge.
    mutating func challengeScalar(_ label: StaticString) -> [UInt8] {
        let wide = challenge(label, count: 64)
        var scalar = [UInt8](repeating: 0, count: 32)
        crypto_core_ristretto255_scalar_reduce(&scalar, wide)
        return scalar
    }

    /// `count` secret bytes made of the transcript, of a secret and of fresh randomness (merlin `TranscriptRng`).
    ///
    /// Neither a bad random source alone nor a repeated message alone repeats them. The transcript stays as it was.
    func witness(_ label: StaticString, secret: UnsafeRawBufferPointer, count: Int) -> [UInt8] {
        var generator = strobe
        label.withUTF8Buffer { generator.metaAD(UnsafeRawBufferPointer($0)) }
        generator.metaLength(secret.count)
        generator.key(secret)
        var random = SecureRandom.bytes(32)
        let name: StaticString = "rng"
        name.withUTF8Buffer { generator.metaAD(UnsafeRawBufferPointer($0)) }
        random.withUnsafeBytes { generator.key($0) }
        sodium_memzero(&random, random.count)
        generator.metaLength(count, more: false)
        var output = [UInt8](repeating: 0, count: count)
        output.withUnsafeMutableBytes { generator.prf($0) }
        return output
    }
}
