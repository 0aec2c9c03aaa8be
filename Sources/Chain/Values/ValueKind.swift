// Words for `ScaleError.mismatch`; they never hold the value itself, which may be secret or long.
extension ScaleValue {
    var kind: String {
        switch self {
        case .bool: "a boolean"
        case .unsigned, .signed, .wide: "a number"
        case .character: "a character"
        case .text: "a text"
        case .bytes: "bytes"
        case .bits: "bits"
        case .list(let elements): "a list of \(elements.count)"
        case .record: "a record"
        case .variant(let name, _): "variant \(name)"
        case .none, .some: "an Option"
        }
    }

    var isNumber: Bool {
        switch self {
        case .unsigned, .signed: true
        default: false
        }
    }
}

extension ValuePlan {
    var kind: String {
        switch self {
        case .bool: "a boolean"
        case .character: "a character"
        case .text: "a text"
        case .wide, .unsigned, .signed, .compact: "a number"
        case .byteVector, .byteArray: "bytes"
        case .sequence, .array: "a list"
        case .tuple(_, let count): "a list of \(count)"
        case .record: "a record"
        case .variant: "a variant"
        case .option: "an Option"
        case .bits: "bits"
        case .unusable: "nothing"
        }
    }
}
