/// Numbers with a fixed binary point, as the crate `substrate_fixed` stores them (`FixedI128<U32>`: 32 fractional bits).
package enum FixedPoint {
    /// The nearest double of a raw value; the number of fractional bits is taken as 0...128.
    package static func double(_ raw: Int128, fractionBits: Int) -> Double {
        Double(sign: .plus, exponent: -min(max(fractionBits, 0), 128), significand: Double(raw))
    }

    /// The nearest double of a raw value; the number of fractional bits is taken as 0...128.
    package static func double(_ raw: UInt128, fractionBits: Int) -> Double {
        Double(sign: .plus, exponent: -min(max(fractionBits, 0), 128), significand: Double(raw))
    }
}
