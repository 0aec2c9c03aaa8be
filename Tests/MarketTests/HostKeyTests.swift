import Foundation
import Market
import Testing

@Suite struct HostKeyTests {
    // A key of `ssh-keygen -t ed25519`, with the fingerprint that `ssh-keygen -l` shows of it.
    static let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJYNwwz+HOxFX9WT3k67WnDI1/Vnz3668RyQI63cFkfo test"
    static let fingerprint = "SHA256:fvU1GpvdfqBJXsYabwtpyDHgD61FRMvOa+Y/VO+3U/0"

    @Test("A line of OpenSSH's is read, and its fingerprint is OpenSSH's")
    func line() throws {
        let key = try #require(HostKey(line: Self.line))
        #expect(key.fingerprint == Self.fingerprint)
        #expect(HostKey(base64: key.base64) == key)
        #expect(key.knownHosts(ip: "10.0.0.1", port: 4_444) == "[10.0.0.1]:4444 ssh-ed25519 \(key.base64)")
        #expect(key.knownHosts(ip: "10.0.0.1", port: 22) == "10.0.0.1 ssh-ed25519 \(key.base64)")
    }

    @Test("Anything else is no host key", arguments: ["", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "x", "ssh-ed25519"])
    func others(_ text: String) {
        #expect(HostKey(line: text) == nil)
        #expect(HostKey(base64: text) == nil)
    }

    @Test("Access data with the longest password, port and a host key fits a 2048-bit key, and comes back")
    func fits() throws {
        let pair = try RenterPrivateKey.generate()
        let key = try #require(HostKey(line: Self.line))
        let info = AccessInfo(
            username: "root", password: String(repeating: "W", count: 24), port: 65_535, version: 190,
            hostKey: key)
        let sealed = try RenterPublicKey(pem: pair.publicPEM).seal(info)
        #expect(try pair.open(sealed) == info)
    }
}
