import Foundation

/// One line in OpenSSH's public key form, checked: safe as a line of `authorized_keys`.
package struct SSHPublicKey: Sendable, Equatable {
    /// The trimmed line: type, base64 and comment.
    package let line: String

    /// Types that a current OpenSSH accepts.
    private static let types: Set<String> = [
        "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]

    /// The key in `text`, or nil unless that is one line whose base64 begins with the very type it names.
    ///
    /// Options before the type are refused: they could change what the login may do.
    package init?(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let hasControls = trimmed.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
        guard trimmed.utf8.count <= 16_384, !hasControls else { return nil }
        let parts = trimmed.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
        guard parts.count >= 2, Self.types.contains(parts[0]), let blob = Data(base64Encoded: parts[1]) else {
            return nil
        }
        let bytes = [UInt8](blob)
        guard bytes.count > 4 + parts[0].utf8.count + 4 else { return nil }
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard length == parts[0].utf8.count, Array(bytes[4..<4 + length]) == Array(parts[0].utf8) else { return nil }
        line = trimmed
    }
}
