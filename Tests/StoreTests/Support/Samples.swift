import Foundation
import GRDB

@testable import Store

let noon = Date(timeIntervalSince1970: 1_700_000_000)

let privateKeyCanary = "-----BEGIN RSA PRIVATE KEY-----canary-private-key"
let passwordCanary = "canary-password-7f3a"

/// An intent whose names end in `number`.
func intent(_ number: Int, hotkey: String = "5Miner", at date: Date = noon) -> RentalIntent {
    let digits = String(number, radix: 16)
    return RentalIntent(
        id: String(repeating: "0", count: 32 - digits.count) + digits, hotkey: hotkey, uuid: "uuid-\(number)",
        publicKey: "PEM \(number)", privateKey: privateKeyCanary, sshKey: "ssh-ed25519 AAAA", ip: "192.0.2.7",
        expiresAt: date.addingTimeInterval(86_400), createdAt: date)
}

let access = RentalAccess(
    username: "root", password: passwordCanary, port: 4444, resource: "nvidia a100", minerVersion: 190)

extension SQLiteStore {
    /// Closes the store with everything in its main file and nothing in the journal.
    func settle() throws {
        try pool.writeWithoutTransaction { db in
            _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try pool.close()
    }
}

/// The answer of a claim when it was won.
func won(_ reservation: Reservation) -> Rental? {
    if case .reserved(let rental) = reservation { rental } else { nil }
}
