import Foundation
package import Keys
package import Market

/// A provisioning request that has been checked in every part: what follows from it is safe to carry out.
package struct RentalOrder: Sendable {
    package let key: RenterPublicKey
    package let publicKeyPEM: String
    package let renter: AccountID
    /// Seconds of the rental.
    package let seconds: Double
    package let testing: Bool
    package let sshKey: String
    package let volumePath: String
    package let script: String
    package let requestedImage: String
    /// What the machine must have at least; with ``LimitsMode/requested`` also what the container gets.
    package let requirement: DeviceRequirement

    /// Seconds that a proof-of-GPU container may stand, whoever forgets it.
    package static let testLease: Double = 300
    /// Bytes of the renter's shell commands, at most.
    static let scriptLimit = 64 * 1_024

    /// Why a request cannot be carried out, for the caller.
    package struct Problem: Error, Equatable {
        package let message: String
    }

    /// The order in `request`, which `renter` signed.
    package init(_ request: Allocate, renter: AccountID) throws(Problem) {
        do {
            key = try RenterPublicKey(pem: request.publicKey)
        } catch {
            throw Problem(message: "public_key must be an RSA public key of 2048 bits in PEM")
        }
        guard (1...3_650).contains(request.timeline) else {
            throw Problem(message: "timeline must be 1 to 3650 days")
        }
        let wish = request.dockerRequirement
        if wish.sshKey.isEmpty {
            sshKey = ""
        } else if let parsed = SSHPublicKey(wish.sshKey) {
            sshKey = parsed.line
        } else {
            throw Problem(message: "ssh_key must be one line in OpenSSH's public key form")
        }
        guard let volume = Self.volume(wish.volumePath) else {
            throw Problem(message: "volume_path must be an absolute path outside the system's directories")
        }
        guard wish.dockerfile.utf8.count <= Self.scriptLimit, !wish.dockerfile.utf8.contains(0) else {
            throw Problem(message: "dockerfile is longer than 64 KiB or holds a zero byte")
        }
        guard wish.baseImage.utf8.count <= 256 else { throw Problem(message: "base_image is too long") }
        publicKeyPEM = request.publicKey
        self.renter = renter
        testing = request.deviceRequirement.testing
        seconds = testing ? Self.testLease : Double(request.timeline) * 86_400
        volumePath = volume
        script = wish.dockerfile
        requestedImage = wish.baseImage
        requirement = request.deviceRequirement
    }

    /// `path` when a volume may be mounted there, "/tmp" for none.
    private static func volume(_ path: String) -> String? {
        if path.isEmpty || path == "/tmp" { return "/tmp" }
        let allowed = path.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
                || [0x2d, 0x2e, 0x2f, 0x5f].contains($0)
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard allowed, path.hasPrefix("/"), path.utf8.count <= 255, let first = parts.first,
            !parts.contains(".."), !parts.contains(".")
        else { return nil }
        let system: Set<Substring> = [
            "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "run", "sbin", "sys", "usr",
        ]
        guard !system.contains(first) else { return nil }
        if first == "root", parts.count == 1 || parts[1] == ".ssh" { return nil }
        return "/" + parts.joined(separator: "/")
    }
}
