import Crypto
import Foundation

/// The ed25519 key by which a rented machine's SSH server proves that it is the one that was rented.
///
/// Form: RFC 8709, 4: the text "ssh-ed25519" and 32 bytes, each after its length; 51 bytes in all.
package struct HostKey: Sendable, Equatable, Hashable {
    /// The public key as base64, 68 characters: the middle part of a line in `ssh_host_ed25519_key.pub`.
    package let base64: String

    private static let type = "ssh-ed25519"
    private static let head: [UInt8] = [0, 0, 0, 11] + Array(type.utf8) + [0, 0, 0, 32]

    /// The key in `base64`, or nil unless it is one of this type.
    package init?(base64: String) {
        guard base64.utf8.count == 68, let bytes = Data(base64Encoded: base64), bytes.count == Self.head.count + 32,
            bytes.starts(with: Self.head)
        else { return nil }
        self.base64 = base64
    }

    /// The key in a line of OpenSSH's public key form; a comment after it does not matter.
    package init?(line: String) {
        guard let parsed = SSHPublicKey(line), parsed.line.hasPrefix(Self.type + " ") else { return nil }
        let parts = parsed.line.split(separator: " ", maxSplits: 2)
        self.init(base64: String(parts[1]))
    }

    /// As OpenSSH shows it: "SHA256:" and the base64 of the hash, without padding.
    package var fingerprint: String {
        let bytes = Data(base64Encoded: base64) ?? Data()
        let hash = Data(SHA256.hash(data: bytes)).base64EncodedString()
        return "SHA256:" + hash.prefix { $0 != "=" }
    }

    /// The line of a `known_hosts` file that makes ssh accept this key, and no other, from `ip` and `port`.
    package func knownHosts(ip: String, port: Int) -> String {
        "\(port == 22 ? ip : "[\(ip)]:\(port)") \(Self.type) \(base64)"
    }
}
