/// The public key that names an account: 32 bytes, shown as an SS58 address.
package struct AccountID: Hashable, Sendable, CustomStringConvertible {
    // Four words and not an array: comparing and hashing touch no heap memory.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Takes the public key; nil unless there are 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words: [4 of UInt64] = .init(repeating: 0)
        var position = 0
        for byte in bytes.prefix(32) {
            words[position >> 3] |= UInt64(byte) &<< UInt64((position & 7) &* 8)
            position += 1
        }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// Takes the public key as four words, little-endian; for readers that copy nothing.
    package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// Reads an SS58 address of any network.
    package init(ss58: String) throws(SS58Error) {
        guard let account = AccountID(try SS58.decode(ss58).key) else { throw .length }
        self = account
    }

    /// The public key, 32 bytes.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, initialized in
            let target = UnsafeMutableRawBufferPointer(buffer)
            target.storeBytes(of: words.0.littleEndian, toByteOffset: 0, as: UInt64.self)
            target.storeBytes(of: words.1.littleEndian, toByteOffset: 8, as: UInt64.self)
            target.storeBytes(of: words.2.littleEndian, toByteOffset: 16, as: UInt64.self)
            target.storeBytes(of: words.3.littleEndian, toByteOffset: 24, as: UInt64.self)
            initialized = 32
        }
    }

    /// The address with prefix 42, which this network uses.
    package var ss58: String { ss58(prefix: 42) }

    /// The address with the prefix of another network; the format has room for 14 bits, higher ones are dropped.
    package func ss58(prefix: UInt16) -> String { SS58.encode(bytes, prefix: prefix) }

    /// The address with prefix 42.
    package var description: String { ss58 }

    package static func == (left: AccountID, right: AccountID) -> Bool {
        left.words.0 == right.words.0 && left.words.1 == right.words.1
            && left.words.2 == right.words.2 && left.words.3 == right.words.3
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension AccountID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let address = try container.decode(String.self)
        do {
            self = try AccountID(ss58: address)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ss58)
    }
}
