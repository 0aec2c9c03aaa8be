/// For how many blocks an extrinsic may be included.
package enum Era: Sendable, Equatable {
    /// For ever; its signature covers the genesis hash.
    case immortal
    /// For `period` blocks, a power of two from 4 to 65,536, from a block whose number modulo the period is `phase`.
    case mortal(period: UInt64, phase: UInt64)

    /// The era of at least `wish` blocks (up to 65,536) that begins at block `current`, or shortly before it.
    package static func mortal(wish: UInt64, current: UInt64) -> Era {
        var period: UInt64 = 4
        while period < wish, period < 65_536 { period *= 2 }
        let step = step(of: period)
        return .mortal(period: period, phase: current % period / step * step)
    }

    /// The block whose hash the signature covers, when the era holds block `current`; 0 for an immortal one.
    package func birth(_ current: UInt64) -> UInt64 {
        guard case .mortal(let period, let phase) = self, period > 0 else { return 0 }
        return (max(current, phase) - phase) / period * period &+ phase
    }

    /// The first block that can not include it, when the era holds block `current`; nil for an immortal one.
    package func death(_ current: UInt64) -> UInt64? {
        guard case .mortal(let period, _) = self else { return nil }
        return birth(current) &+ period
    }

    /// One byte or two.
    package var bytes: [UInt8] {
        guard case .mortal(let period, let phase) = self else { return [0] }
        let exponent = UInt16(clamping: min(max(period.trailingZeroBitCount - 1, 1), 15))
        let encoded = exponent | UInt16(truncatingIfNeeded: phase / Self.step(of: period)) &<< 4
        return [UInt8(truncatingIfNeeded: encoded), UInt8(truncatingIfNeeded: encoded &>> 8)]
    }

    /// Reads one byte or two; refuses a phase outside of the period, as the chain does.
    package static func read(_ reader: inout ScaleReader) throws(ScaleError) -> Era {
        let first = try reader.byte()
        if first == 0 { return .immortal }
        let encoded = UInt64(first) | UInt64(try reader.byte()) &<< 8
        let period: UInt64 = 2 &<< (encoded % 16)
        let phase = (encoded &>> 4) &* step(of: period)
        guard period >= 4, phase < period else { throw .invalidVariant(index: first, type: "Era") }
        return .mortal(period: period, phase: phase)
    }

    /// Phases are multiples of it: 12 bits hold the phase.
    private static func step(of period: UInt64) -> UInt64 { max(period &>> 12, 1) }
}
