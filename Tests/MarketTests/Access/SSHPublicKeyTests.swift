import Market
import Testing

/// Lines that renters send for `authorized_keys`.
@Suite("SSH public keys")
struct SSHPublicKeyTests {
    static let ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF70fwrSygfGAwIBzbKDxC3J3lvNwYs+WAyIGMVzDOHl"
    static let p256 =
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBOGVsYR0Cl8MZaJWyermPiqgv4STcwjmd4QVMV"
        + "PcQZbBUzTauiJskm8i2iRInBzs4KwYvjZKYYSD/SjjHwoYp3k="
    static let p384 =
        "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBAkAPL7QEAlCHRZ7U6GEHvkCiFqqnTXVOzp4Fv"
        + "PXWX2UXIBS3GKaSRInZDriKvJSQoonGbnwO+W/Xk8L4zh58zOYTitwB3d50rZWP55A3Y1xnaljgEu+khqQ0XWjW44IXA=="
    static let rsa =
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCujtigOvo6LX3EY4CzF3a7qnZmNxpgcvdnqvlNivM5FeFWGnDMnbw9uyNjYh25"
        + "LjxYs9fFuy4UIuTpLG43ThQzNEygh9kjID+mhVbQ4mWVQyzioVqfSLQNOrbBg7Btnbx5JQ3h36wcbUi6hFqrEh8srZxMw41XL1x3"
        + "i3URrW3ikJIrIk2TRu/cgpAnZ3t2pz6OFWHI3B2vPtTCOjiVqlHglfuk++UWiRR+LV7CsVgZOkT8YkHnQ2p7j511MAmoj41uDnvH"
        + "3rjrRa6cMMk13vrWHF/5uk7L25i4m8cD5ElaBVyQC9eyBDsBrukjGGmyqlTw6giR9W0rN3hfC7SH2Ghf"

    @Test("What ssh-keygen writes is taken, with and without a comment", arguments: [ed25519, p256, p384, rsa])
    func good(_ line: String) {
        #expect(SSHPublicKey(line)?.line == line)
        #expect(SSHPublicKey("\(line) renter@home")?.line == "\(line) renter@home")
        #expect(SSHPublicKey("  \(line) two words\n")?.line == "\(line) two words")
        #expect(SSHPublicKey("\(line)\r\n")?.line == line)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", " ", "ssh-ed25519", "ssh-ed25519 ", "ssh-ed25519 AAAA", "ssh-ed25519 !!!!",
            "ssh-dss \(ed25519.dropFirst(12))",
            // The type in the base64 is another one.
            "ssh-rsa \(ed25519.dropFirst(12))", "\(ed25519.prefix(30))",
            // Options could change what the login does.
            "command=\"id\" \(ed25519)", "no-pty,from=\"*\" \(ed25519)", "cert-authority \(ed25519)", "# \(ed25519)",
            // A second line would be a second key.
            "\(ed25519)\n\(ed25519)", "\(ed25519) comment\n\(rsa)", "\(ed25519)\r\(ed25519)", "\(ed25519)\u{0}",
            "\(ed25519) a\tb", "\(ed25519) \u{7f}", "-----BEGIN OPENSSH PRIVATE KEY-----",
            "\(ed25519) " + String(repeating: "c", count: 20_000), "SSH-ED25519 \(ed25519.dropFirst(12))",
            "ssh-ed25519 /////w==", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
        ])
    func bad(_ line: String) {
        #expect(SSHPublicKey(line) == nil)
    }
}
