/// What is wrong with SCALE bytes, or with a value that should become some.
package enum ScaleError: Error, Equatable, CustomStringConvertible {
    /// The bytes end before a field does; `needed` bytes were wanted at offset `at`.
    case truncated(needed: Int, at: Int)
    /// So many bytes are left after the value.
    case trailing(Int)
    /// A boolean is neither 0 nor 1.
    case invalidBool(UInt8)
    /// The type has no variant with this index.
    case invalidVariant(index: UInt8, type: String)
    /// A compact integer is written longer than necessary.
    case nonMinimalCompact
    /// A number does not fit its type.
    case overflow
    /// A text is not UTF-8.
    case invalidUTF8
    /// A character is not a Unicode scalar value.
    case invalidCharacter
    /// A count is greater than the bytes that are left can hold.
    case tooLong(Int)
    /// Types are nested deeper than any real one.
    case tooDeep
    /// The registry has no type with this id, or one that no bytes can have.
    case unknownType(UInt32)
    /// The value does not fit the type, or the bytes are not of the format.
    case mismatch(expected: String, got: String)

    package var description: String {
        switch self {
        case .truncated(let needed, let offset): "\(needed) bytes wanted at offset \(offset), where the data ends"
        case .trailing(let count): "\(count) bytes left after the value"
        case .invalidBool(let byte): "\(byte) is not a boolean"
        case .invalidVariant(let index, let type): "\(type) has no variant with index \(index)"
        case .nonMinimalCompact: "a compact integer is longer than necessary"
        case .overflow: "a number does not fit its type"
        case .invalidUTF8: "a text is not UTF-8"
        case .invalidCharacter: "a character is not a Unicode scalar value"
        case .tooLong(let count): "\(count) elements cannot be in what is left of the data"
        case .tooDeep: "types are nested too deeply"
        case .unknownType(let id): "type \(id) is not usable"
        case .mismatch(let expected, let got): "expected \(expected), got \(got)"
        }
    }
}
