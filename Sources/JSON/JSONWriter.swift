extension JSONValue {
    /// The value as compact JSON, members in the order of their names; a number that JSON cannot say is `null`.
    package var serialized: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes, sorted: true)
        return bytes
    }

    /// The value as compact JSON, members in any order: for answers by the thousand.
    package var serializedUnsorted: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024)
        write(into: &bytes, sorted: false)
        return bytes
    }

    /// ``serialized`` as text.
    package var serializedText: String { String(decoding: serialized, as: UTF8.self) }

    private func write(into bytes: inout [UInt8], sorted: Bool) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
        case .number(let number): bytes.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
        case .text(let text): Self.write(text, into: &bytes)
        case .list(let list):
            bytes.append(UInt8(ascii: "["))
            for (position, element) in list.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(into: &bytes, sorted: sorted)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            func write(_ name: String, _ value: JSONValue) {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                Self.write(name, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                value.write(into: &bytes, sorted: sorted)
            }
            if sorted {
                for (name, value) in members.sorted(by: { $0.key < $1.key }) { write(name, value) }
            } else {
                for (name, value) in members { write(name, value) }
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let special = text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        if special {
            for byte in text.utf8 { writeEscaped(byte, into: &bytes) }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func writeEscaped(_ byte: UInt8, into bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
        case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
        case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20:
            let hex = String(byte, radix: 16)
            bytes.append(contentsOf: "\\u00\(hex.utf8.count < 2 ? "0" : "")\(hex)".utf8)
        default: bytes.append(byte)
        }
    }
}
