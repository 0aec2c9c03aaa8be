import Crypto
import Keys

/// The name of an allocation everywhere: SHA-256 of its public key's DER, first 16 bytes, in lower-case hex.
///
/// Two requests with the same key are about the same allocation.
package struct AllocationID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// 32 lower-case hex digits.
    package let hex: String

    /// The id written as `hex`, or nil unless that is 32 lower-case hex digits.
    package init?(hex: String) {
        guard hex.utf8.count == 32,
            hex.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.hex = hex
    }

    /// The id of the allocation that `publicKeyPEM` belongs to, or nil when that is no usable RSA public key.
    package init?(publicKeyPEM: String) {
        guard let key = try? RenterPublicKey(pem: publicKeyPEM) else { return nil }
        self = key.allocationID
    }

    init(der: some Sequence<UInt8>) {
        hex = Hex.encode(SHA256.hash(data: Array(der)).prefix(16))
    }

    package var description: String { hex }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = AllocationID(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an allocation id")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
