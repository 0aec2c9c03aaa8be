/// A value of any SCALE type, as a type registry reads and writes it.
///
/// A composite with exactly one unnamed field is transparent: it has the value of that field.
/// One with a single *named* field is a record.
package enum ScaleValue: Sendable, Equatable {
    case bool(Bool)
    /// `u8` ... `u128` and every compact integer.
    case unsigned(UInt128)
    /// `i8` ... `i128`.
    case signed(Int128)
    /// `u256` and `i256`: 32 bytes, little-endian.
    case wide([UInt8])
    case character(Unicode.Scalar)
    case text(String)
    /// `Vec<u8>`, `[u8; N]` and what wraps only that: `AccountId32`, `H256`, `BoundedVec<u8>`.
    case bytes([UInt8])
    case bits([Bool])
    /// A vector, an array, a tuple, a composite with several unnamed fields, or with none.
    case list([ScaleValue])
    /// A composite with named fields, in the order of the type.
    ///
    /// The names of all values of one type are one shared array.
    case record(names: [String], values: [ScaleValue])
    /// A variant: with no field the empty list, with one unnamed field its value, with several a list; named fields
    /// are a record.
    indirect case variant(String, ScaleValue)
    /// An Option without a value.
    case none
    /// An Option with a value.
    indirect case some(ScaleValue)
}
