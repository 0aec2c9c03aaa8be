/// SHA-3 (FIPS 202).
package enum SHA3 {
    /// The 32-byte SHA3-256 digest.
    package static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let rate = 136
        var state = KeccakState()
        var position = 0
        for byte in bytes {
            state.mix(byte, at: position)
            position += 1
            if position == rate {
                state.permute()
                position = 0
            }
        }
        state.mix(0x06, at: position)
        state.mix(0x80, at: rate - 1)
        state.permute()
        return (0..<32).map { state[$0] }
    }
}
