package import Keys

extension ScaleValue {
    /// The value of a record's field; of a variant's, too, so that its name need not be taken off first.
    package subscript(_ name: String) -> ScaleValue? {
        switch self {
        case .record(let names, let values):
            guard let position = names.firstIndex(of: name), position < values.count else { return nil }
            return values[position]
        case .variant(_, let value): return value[name]
        default: return nil
        }
    }

    /// The number, when it is one and not negative.
    package var unsigned: UInt128? {
        switch self {
        case .unsigned(let number): number
        case .signed(let number): UInt128(exactly: number)
        default: nil
        }
    }

    /// The number, when it is one that fits a signed 128-bit integer.
    package var signed: Int128? {
        switch self {
        case .unsigned(let number): Int128(exactly: number)
        case .signed(let number): number
        default: nil
        }
    }

    /// The number, when it is one that fits.
    package var int: Int? {
        switch self {
        case .unsigned(let number): Int(exactly: number)
        case .signed(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The number, when it is one that fits.
    package var uint64: UInt64? {
        switch self {
        case .unsigned(let number): UInt64(exactly: number)
        case .signed(let number): UInt64(exactly: number)
        default: nil
        }
    }

    /// The boolean, when it is one.
    package var flag: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The bytes, when it is a byte vector or array.
    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The text, when it is one; byte vectors are not guessed to be one.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The elements, when it is a list.
    package var list: [ScaleValue]? {
        if case .list(let elements) = self { elements } else { nil }
    }

    /// The account, when it is 32 bytes.
    package var account: AccountID? {
        if case .bytes(let bytes) = self { AccountID(bytes) } else { nil }
    }

    /// The name and the fields, when it is a variant.
    package var variant: (name: String, value: ScaleValue)? {
        if case .variant(let name, let value) = self { (name, value) } else { nil }
    }

    /// What an Option holds; nil when it is no Option.
    package var optional: ScaleValue?? {
        switch self {
        case .none: ScaleValue??.some(Optional.none)
        case .some(let value): ScaleValue??.some(value)
        default: Optional.none
        }
    }

    /// The 32 bytes of an account.
    package static func account(_ account: AccountID) -> ScaleValue { .bytes(account.bytes) }

    /// A record of the pairs, in their order.
    package static func fields(_ pairs: KeyValuePairs<String, ScaleValue>) -> ScaleValue {
        .record(names: pairs.map(\.key), values: pairs.map(\.value))
    }
}
