/// What is wrong with bytes that should be JSON, and where (byte offset).
package enum JSONError: Error, Equatable, CustomStringConvertible {
    /// The bytes end inside a value.
    case truncated
    /// A byte that cannot stand there.
    case unexpected(UInt8, at: Int)
    /// A number that is not one, or beyond a double.
    case invalidNumber(at: Int)
    /// A text with an unknown escape, half a surrogate pair, a control character, or bytes that are not UTF-8.
    case invalidText(at: Int)
    /// Lists and objects inside each other, deeper than the limit.
    case tooDeep(limit: Int)
    /// Something follows the value.
    case trailing(at: Int)

    package var description: String {
        switch self {
        case .truncated: "the JSON ends too early"
        case .unexpected(let byte, let offset): "unexpected byte \(byte) at \(offset) in JSON"
        case .invalidNumber(let offset): "invalid number at \(offset) in JSON"
        case .invalidText(let offset): "invalid text at \(offset) in JSON"
        case .tooDeep(let limit): "JSON nested deeper than \(limit)"
        case .trailing(let offset): "bytes after the JSON value at \(offset)"
        }
    }
}
