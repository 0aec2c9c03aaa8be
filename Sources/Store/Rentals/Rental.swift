package import Foundation

/// The record of a live rental: at most one per miner, gone when the miner has confirmed its release.
package struct Rental: Sendable, Equatable {
    /// The id of the allocation, 32 hexadecimal digits.
    package var id: String
    /// The ss58 address of the miner.
    package var hotkey: String
    /// The renter's key to this rental; "" matches nobody.
    package var uuid: String
    package var state: RentalState
    /// The RSA public key (PEM) by which the miner knows the allocation.
    package var publicKey: String
    package var secrets: RentalSecrets
    package var username: String
    package var ip: String
    /// The TCP port of the container's SSH service; 0 until the rental is active.
    package var port: Int
    /// The name of the GPU, lower case, or "".
    package var resource: String
    /// The renter's SSH public key, or "".
    package var sshKey: String
    /// The protocol version of the miner, such as 190; 0 when unknown.
    package var minerVersion: Int
    /// The public key of the container's SSH server in base64, or "" when the miner did not tell.
    package var hostKey: String
    /// Whether the renter is told when the release is done.
    package var notify: Bool
    /// How often the release was tried in vain.
    package var releaseAttempts: Int
    /// When the release is tried next; nil when none is owed.
    package var nextAttemptAt: Date?
    package var createdAt: Date
    package var activatedAt: Date?
    package var expiresAt: Date

    package init(
        id: String, hotkey: String, uuid: String, state: RentalState, publicKey: String, secrets: RentalSecrets,
        username: String, ip: String, port: Int, resource: String, sshKey: String, minerVersion: Int,
        hostKey: String = "",
        notify: Bool, releaseAttempts: Int, nextAttemptAt: Date?, createdAt: Date, activatedAt: Date?, expiresAt: Date
    ) {
        self.id = id
        self.hotkey = hotkey
        self.uuid = uuid
        self.state = state
        self.publicKey = publicKey
        self.secrets = secrets
        self.username = username
        self.ip = ip
        self.port = port
        self.resource = resource
        self.sshKey = sshKey
        self.minerVersion = minerVersion
        self.hostKey = hostKey
        self.notify = notify
        self.releaseAttempts = releaseAttempts
        self.nextAttemptAt = nextAttemptAt
        self.createdAt = createdAt
        self.activatedAt = activatedAt
        self.expiresAt = expiresAt
    }
}

extension Rental: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Rental(id: \(id), hotkey: \(hotkey), state: \(state.rawValue))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror {
        Mirror(self, children: ["id": id, "hotkey": hotkey, "state": state.rawValue])
    }
}
