import Crypto
import CryptoExtras
import Foundation

/// Why a key or a sealed text of an allocation cannot be used.
package enum RenterKeyError: Error, Equatable {
    case notAnRSAPublicKey
    case unsupportedSize(bits: Int)
    case tooLong(bytes: Int)
    case notForThisKey
}

/// The public half of an allocation's RSA pair: names the allocation and seals what only its renter may read.
///
/// OAEP with SHA-256 for the hash and for MGF1, no label, as the Python program's `rsa_encryption` does.
package struct RenterPublicKey: Sendable {
    // swift-crypto's RSA keys are not Sendable: the encoded form is kept, and parsed where it is used.
    private let der: Data
    /// The name of the allocation that this key belongs to.
    package let allocationID: AllocationID

    /// A usable key from `pem` (SubjectPublicKeyInfo), 2048 to 4096 bits.
    package init(pem: String) throws(RenterKeyError) {
        guard pem.utf8.count <= 4_096, let parsed = try? _RSA.Encryption.PublicKey(pemRepresentation: pem) else {
            throw .notAnRSAPublicKey
        }
        guard (2_048...4_096).contains(parsed.keySizeInBits) else {
            throw .unsupportedSize(bits: parsed.keySizeInBits)
        }
        der = parsed.derRepresentation
        allocationID = AllocationID(der: der)
    }

    /// `info` as base64 that only the private key's holder can read.
    ///
    /// A 2048-bit key carries at most 190 bytes of JSON.
    package func seal(_ info: AccessInfo) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(info)
        let key = try _RSA.Encryption.PublicKey(derRepresentation: der)
        guard json.count <= key.maximumEncryptSize(with: .PKCS1_OAEP_SHA256) else {
            throw RenterKeyError.tooLong(bytes: json.count)
        }
        return try key.encrypt(json, padding: .PKCS1_OAEP_SHA256).base64EncodedString()
    }
}

/// The private half of an allocation's RSA pair; its text forms are redacted.
package struct RenterPrivateKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let pem: String
    /// The public half in PEM (SubjectPublicKeyInfo): what travels as `public_key` and is stored as `regkey`.
    package let publicPEM: String
    package let allocationID: AllocationID

    /// A fresh 2048-bit pair; takes about 60 ms of CPU, so keep it off request paths (``RenterKeyPool``).
    package static func generate() throws -> RenterPrivateKey {
        RenterPrivateKey(try _RSA.Encryption.PrivateKey(keySize: .bits2048))
    }

    /// The key that ``revealPEM()`` wrote.
    package init?(pem: String) {
        guard let parsed = try? _RSA.Encryption.PrivateKey(pemRepresentation: pem) else { return nil }
        self.init(parsed)
    }

    private init(_ key: _RSA.Encryption.PrivateKey) {
        pem = key.pemRepresentation
        publicPEM = key.publicKey.pemRepresentation + "\n"
        allocationID = AllocationID(der: key.publicKey.derRepresentation)
    }

    /// The key in PEM, for the sealed column of the store only.
    package func revealPEM() -> String { pem }

    /// What a miner sealed to this key.
    /// - Throws: ``RenterKeyError/notForThisKey`` for anything else, whatever is wrong with it.
    package func open(_ sealed: String) throws(RenterKeyError) -> AccessInfo {
        guard sealed.utf8.count <= 2_048, let bytes = Data(base64Encoded: sealed),
            let key = try? _RSA.Encryption.PrivateKey(pemRepresentation: pem),
            let json = try? key.decrypt(bytes, padding: .PKCS1_OAEP_SHA256),
            let info = try? JSONDecoder().decode(AccessInfo.self, from: json)
        else { throw .notForThisKey }
        return info
    }

    package var description: String { "RenterPrivateKey(\(allocationID), <redacted>)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["allocationID": allocationID]) }
}
