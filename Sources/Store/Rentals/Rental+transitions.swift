internal import Foundation

// The life of a rental as values; every backend stores what these return.
extension Rental {
    /// The record of an intent: `reserved`, with the private key and nothing of the miner's answer.
    init(_ intent: RentalIntent) {
        self.init(
            id: intent.id, hotkey: intent.hotkey, uuid: intent.uuid, state: .reserved, publicKey: intent.publicKey,
            secrets: RentalSecrets(privateKey: intent.privateKey), username: "", ip: intent.ip, port: 0, resource: "",
            sshKey: intent.sshKey, minerVersion: 0, notify: false, releaseAttempts: 0, nextAttemptAt: nil,
            createdAt: intent.createdAt, activatedAt: nil, expiresAt: intent.expiresAt)
    }

    /// A row of the Python program as a rental whose release is owed from `date` on.
    ///
    /// It was active, so that its end is told; since when is not known. Neither is its lease: the Python program's
    /// miners end one after 60 days at the latest.
    init(adopting row: LegacyAllocation, id: String, at date: Date) {
        self.init(
            id: id, hotkey: row.hotkey, uuid: row.uuid, state: .releasing, publicKey: row.regkey,
            secrets: RentalSecrets(), username: row.username, ip: row.ip, port: row.port, resource: row.resource,
            sshKey: row.sshKey, minerVersion: row.version, notify: false, releaseAttempts: 0, nextAttemptAt: date,
            createdAt: date, activatedAt: date, expiresAt: date.addingTimeInterval(61 * 86_400))
    }

    /// The rental after the miner's answer, or nil when it is not `reserved` (any more).
    ///
    /// The private key has done its work and is dropped.
    func activated(_ access: RentalAccess, at date: Date) -> Rental? {
        guard state == .reserved else { return nil }
        var next = self
        next.state = .active
        next.secrets = RentalSecrets(password: access.password)
        next.username = access.username
        next.port = access.port
        next.resource = access.resource
        next.minerVersion = access.minerVersion
        next.hostKey = access.hostKey
        next.activatedAt = date
        return next
    }

    /// The rental with its release owed from `date` on; a release that is under way keeps its schedule.
    ///
    /// Nobody needs the secrets any more: the miner knows the allocation by its public key. A lost rental stays lost,
    /// for its renter has been told and is not told twice.
    func releasing(notify: Bool, at date: Date) -> Rental {
        var next = self
        if state == .lost {
            next.secrets = RentalSecrets()
            next.nextAttemptAt = date
            return next
        }
        next.notify = next.notify || notify
        guard state != .releasing else { return next }
        next.state = .releasing
        next.secrets = RentalSecrets()
        next.releaseAttempts = 0
        next.nextAttemptAt = date
        return next
    }

    /// The rental after its miner was given up, or nil when it is not `active`.
    func lost(at date: Date) -> Rental? {
        guard state == .active else { return nil }
        var next = self
        next.state = .lost
        next.nextAttemptAt = date
        return next
    }
}
