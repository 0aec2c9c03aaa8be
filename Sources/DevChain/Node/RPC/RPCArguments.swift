import Chain
import JSON
import Keys

/// The parameters of a request; what is absent and what is `null` are the same.
struct RPCArguments: Sendable {
    private let values: [JSONValue]

    init(_ values: [JSONValue]) {
        self.values = values
    }

    subscript(_ index: Int) -> JSONValue? {
        guard index < values.count, values[index] != .null else { return nil }
        return values[index]
    }

    func text(_ index: Int) throws(RPCFailure) -> String {
        guard case .text(let text) = self[index] else {
            throw .invalidParameters("parameter \(index) must be a text")
        }
        return text
    }

    /// Hexadecimal bytes, with or without `0x`.
    func bytes(_ index: Int) throws(RPCFailure) -> [UInt8] {
        guard let bytes = Hex.decode(try text(index)) else {
            throw .invalidParameters("parameter \(index) must be hexadecimal")
        }
        return bytes
    }

    /// Hexadecimal bytes, or nothing.
    func optionalBytes(_ index: Int) throws(RPCFailure) -> [UInt8]? {
        self[index] == nil ? nil : try bytes(index)
    }

    /// The hash of a block, or nothing.
    func hash(_ index: Int) throws(RPCFailure) -> BlockHash? {
        guard let bytes = try optionalBytes(index) else { return nil }
        guard let hash = BlockHash(bytes) else {
            throw .invalidParameters("parameter \(index) must be a hash of 32 bytes")
        }
        return hash
    }

    /// A number, or nothing.
    func number(_ index: Int) throws(RPCFailure) -> UInt64? {
        guard let value = self[index] else { return nil }
        return try Self.number(value)
    }

    /// A list of hexadecimal texts.
    func byteLists(_ index: Int) throws(RPCFailure) -> [[UInt8]] {
        guard case .list(let members) = self[index] else {
            throw .invalidParameters("parameter \(index) must be a list")
        }
        var all: [[UInt8]] = []
        for member in members {
            guard case .text(let text) = member, let bytes = Hex.decode(text) else {
                throw .invalidParameters("parameter \(index) must be a list of hexadecimal texts")
            }
            all.append(bytes)
        }
        return all
    }

    /// A number as such, or as hexadecimal text, which the real node accepts, too.
    static func number(_ value: JSONValue) throws(RPCFailure) -> UInt64 {
        switch value {
        case .integer(let number):
            if let number = UInt64(exactly: number) { return number }
        case .text(let text) where text.hasPrefix("0x"):
            if let number = UInt64(text.dropFirst(2), radix: 16) { return number }
        default: break
        }
        throw .invalidParameters("a number was expected")
    }
}
