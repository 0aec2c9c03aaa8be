package import JSON
internal import Keys

extension ScaleValue {
    /// The value for people and for `--json`.
    ///
    /// Bytes are `0x` and hexadecimal digits (an account is not guessed), integers beyond 2^53 decimal text, a
    /// variant without fields its name and any other an object with one member, an Option null or its value.
    package var json: JSONValue {
        switch self {
        case .bool(let flag): .bool(flag)
        case .unsigned(let number):
            number <= 1 << 53 ? .integer(Int64(truncatingIfNeeded: number)) : .text(String(number))
        case .signed(let number):
            number.magnitude <= 1 << 53 ? .integer(Int64(truncatingIfNeeded: number)) : .text(String(number))
        case .wide(let bytes): .text("0x" + Hex.encode(bytes.reversed()))
        case .character(let scalar): .text(String(Character(scalar)))
        case .text(let text): .text(text)
        case .bytes(let bytes): .text("0x" + Hex.encode(bytes))
        case .bits(let bits): .text(String(bits.map { $0 ? "1" : "0" }))
        case .list(let elements): .list(elements.map(\.json))
        case .record(let names, let values):
            .object(Dictionary(zip(names, values.map(\.json)), uniquingKeysWith: { first, _ in first }))
        case .variant(let name, .list(let fields)) where fields.isEmpty: .text(name)
        case .variant(let name, let value): .object([name: value.json])
        case .none: .null
        case .some(let value): value.json
        }
    }
}
