internal import Chain
internal import Keys

/// The arguments of a decoded call; one that is absent or of another type makes the call fail, it never traps.
struct CallArguments {
    let values: ScaleValue

    func integer<T: FixedWidthInteger>(_ name: String, _ type: T.Type = T.self) throws(Refusal) -> T {
        guard let number = values[name]?.unsigned, let value = T(exactly: number) else { throw .other }
        return value
    }

    func account(_ name: String) throws(Refusal) -> AccountID {
        guard let account = values[name]?.account else { throw .other }
        return account
    }

    func bytes(_ name: String) throws(Refusal) -> [UInt8] {
        guard let bytes = values[name]?.bytes else { throw .other }
        return bytes
    }

    func list(_ name: String) throws(Refusal) -> [UInt16] {
        guard let list = values[name]?.list else { throw .other }
        var numbers: [UInt16] = []
        numbers.reserveCapacity(list.count)
        for item in list {
            guard let number = item.unsigned, let value = UInt16(exactly: number) else { throw .other }
            numbers.append(value)
        }
        return numbers
    }

    /// The account of a `MultiAddress`; only the forms that hold a whole account id.
    func address(_ name: String) throws(Refusal) -> AccountID {
        guard let (form, value) = values[name]?.variant, form == "Id" || form == "Address32",
            let account = value.account
        else { throw .other }
        return account
    }
}
