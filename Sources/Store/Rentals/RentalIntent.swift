package import Foundation

/// What is recorded before the first provisioning call of a rental.
package struct RentalIntent: Sendable, Equatable {
    /// The id of the allocation, 32 hexadecimal digits.
    package var id: String
    /// The ss58 address of the miner.
    package var hotkey: String
    /// The renter's key to this rental.
    package var uuid: String
    /// The RSA public key, PEM (SubjectPublicKeyInfo).
    package var publicKey: String
    /// The RSA private key, PEM.
    package var privateKey: String
    /// The renter's SSH public key, or "".
    package var sshKey: String
    /// The miner's address, as the chain has it.
    package var ip: String
    /// When the lease is over.
    package var expiresAt: Date
    /// When the renter asked.
    package var createdAt: Date
    /// The claimed request (``RequestStore``) that this rental is made for; it remembers the rental's id.
    package var request: HeldRequest?

    package init(
        id: String, hotkey: String, uuid: String, publicKey: String, privateKey: String, sshKey: String, ip: String,
        expiresAt: Date, createdAt: Date, request: HeldRequest? = nil
    ) {
        self.id = id
        self.hotkey = hotkey
        self.uuid = uuid
        self.publicKey = publicKey
        self.privateKey = privateKey
        self.sshKey = sshKey
        self.ip = ip
        self.expiresAt = expiresAt
        self.createdAt = createdAt
        self.request = request
    }
}

extension RentalIntent: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "RentalIntent(id: \(id), hotkey: \(hotkey))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["id": id, "hotkey": hotkey]) }
}
