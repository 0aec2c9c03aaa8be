/// The part of STROBE-128/1600 that Merlin uses (strobe.sourceforge.io v1.0.2, merlin `strobe.rs`).
struct Strobe128 {
    private static let rate = 166

    private var state = KeccakState()
    private var position = 0
    private var operationStart: UInt8 = 0

    private struct Flags {
        static let inbound: UInt8 = 1
        static let application: UInt8 = 2
        static let cipher: UInt8 = 4
        static let meta: UInt8 = 16
    }

    /// Starts a conversation named by `label`.
    init(label: StaticString) {
        let rate = UInt8(Self.rate)
        var start = 0
        for byte in [1, rate + 2, 1, 0, 1, 96] + Array("STROBEv1.0.2".utf8) {
            state.set(byte, at: start)
            start += 1
        }
        state.permute()
        label.withUTF8Buffer { metaAD(UnsafeRawBufferPointer($0)) }
    }

    /// Absorbs data about the protocol itself; `more` continues the previous call.
    mutating func metaAD(_ bytes: UnsafeRawBufferPointer, more: Bool = false) {
        if !more { begin(Flags.meta | Flags.application) }
        absorb(bytes)
    }

    /// Absorbs the length of what follows, as Merlin frames it: 32 bits, little-endian, continuing the label.
    mutating func metaLength(_ count: Int, more: Bool = true) {
        if !more { begin(Flags.meta | Flags.application) }
        let count = UInt32(truncatingIfNeeded: count)
        for shift: UInt32 in [0, 8, 16, 24] {
            absorb(UInt8(truncatingIfNeeded: count >> shift))
        }
    }

    /// Absorbs data of the application.
    mutating func ad(_ bytes: UnsafeRawBufferPointer) {
        begin(Flags.application)
        absorb(bytes)
    }

    /// Overwrites the rate part of the state, so that what went before cannot be computed back.
    mutating func key(_ bytes: UnsafeRawBufferPointer) {
        begin(Flags.application | Flags.cipher)
        for byte in bytes {
            state.set(byte, at: position)
            advance()
        }
    }

    /// Fills `output` with bytes that depend on everything absorbed.
    mutating func prf(_ output: UnsafeMutableRawBufferPointer) {
        begin(Flags.inbound | Flags.application | Flags.cipher)
        for index in output.indices {
            output[index] = state[position]
            state.set(0, at: position)
            advance()
        }
    }

    private mutating func begin(_ flags: UInt8) {
        let previous = operationStart
        operationStart = UInt8(truncatingIfNeeded: position + 1)
        absorb(previous)
        absorb(flags)
        if flags & Flags.cipher != 0, position != 0 { runPermutation() }
    }

    private mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { absorb(byte) }
    }

    @inline(__always)
    private mutating func absorb(_ byte: UInt8) {
        state.mix(byte, at: position)
        advance()
    }

    @inline(__always)
    private mutating func advance() {
        position &+= 1
        if position == Self.rate { runPermutation() }
    }

    private mutating func runPermutation() {
        state.mix(operationStart, at: position)
        state.mix(0x04, at: position + 1)
        state.mix(0x80, at: Self.rate + 1)
        state.permute()
        position = 0
        operationStart = 0
    }
}
