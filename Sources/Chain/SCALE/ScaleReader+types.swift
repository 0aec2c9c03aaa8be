package import Keys

extension ScaleReader {
    /// Takes a boolean: 0 or 1, nothing else.
    @inline(__always)
    package mutating func bool() throws(ScaleError) -> Bool {
        let byte = try byte()
        guard byte < 2 else { throw .invalidBool(byte) }
        return byte == 1
    }

    /// Takes a text: compact length in bytes, then UTF-8.
    package mutating func text() throws(ScaleError) -> String {
        let count = try count()
        let start = try skip(count)
        guard let text = String(validating: source[start..<offset], as: UTF8.self) else { throw .invalidUTF8 }
        return text
    }

    /// Takes a byte vector: compact length, then the bytes.
    package mutating func byteVector() throws(ScaleError) -> [UInt8] {
        try bytes(try count())
    }

    /// Takes the 32 bytes of an account.
    package mutating func account() throws(ScaleError) -> AccountID {
        let start = try skip(32)
        guard let account = AccountID(source[start..<offset]) else { throw .truncated(needed: 32, at: start) }
        return account
    }

    /// Takes an Option: 0, or 1 and the value.
    package mutating func option<R>(
        _ read: (inout ScaleReader) throws(ScaleError) -> R
    ) throws(ScaleError) -> R? {
        let byte = try byte()
        switch byte {
        case 0: return nil
        case 1: return try read(&self)
        default: throw .invalidVariant(index: byte, type: "Option")
        }
    }

    /// Takes a vector: compact count, then the elements, of which each takes at least one byte.
    package mutating func vector<R>(
        _ read: (inout ScaleReader) throws(ScaleError) -> R
    ) throws(ScaleError) -> [R] {
        let count = try count()
        var elements: [R] = []
        // A hostile count may still be far above what follows, and an element of ours be far larger than a byte.
        elements.reserveCapacity(min(count, 4096))
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }
}
