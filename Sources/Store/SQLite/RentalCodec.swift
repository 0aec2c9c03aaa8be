internal import Foundation
internal import GRDB
internal import Keys

/// Reads and writes rows of the table `rental`, sealing the secrets to their row.
struct RentalCodec: Sendable {
    var key: SealingKey

    /// The rental of a row; secrets that this key cannot open read as absent, for a release needs none.
    func rental(_ row: Row) throws -> Rental {
        let id: String = row["id"]
        guard let state = RentalState(rawValue: row["state"]) else {
            throw StoreError.corrupt("a rental has an unknown state")
        }
        return Rental(
            id: id, hotkey: row["hotkey"], uuid: row["uuid"], state: state, publicKey: row["public_key"],
            secrets: open(row["sealed"], id: id) ?? RentalSecrets(), username: row["username"], ip: row["ip"],
            port: row["port"], resource: row["resource"], sshKey: row["ssh_key"], minerVersion: row["miner_version"],
            hostKey: row["host_key"], notify: row["notify"], releaseAttempts: row["release_attempts"],
            nextAttemptAt: date(row["next_attempt_at"]), createdAt: Date(timeIntervalSince1970: row["created_at"]),
            activatedAt: date(row["activated_at"]), expiresAt: Date(timeIntervalSince1970: row["expires_at"]))
    }

    /// Writes the record of a rental over what was there, and returns it as it will be read.
    func save(_ rental: Rental, at date: Date, _ db: Database) throws -> Rental {
        let arguments: StatementArguments = [
            "id": rental.id, "hotkey": rental.hotkey, "uuid": rental.uuid, "state": rental.state.rawValue,
            "public_key": rental.publicKey, "sealed": try seal(rental.secrets, id: rental.id),
            "username": rental.username, "ip": rental.ip, "port": rental.port, "resource": rental.resource,
            "ssh_key": rental.sshKey, "miner_version": rental.minerVersion, "host_key": rental.hostKey,
            "notify": rental.notify,
            "release_attempts": rental.releaseAttempts,
            "next_attempt_at": rental.nextAttemptAt?.timeIntervalSince1970,
            "created_at": rental.createdAt.timeIntervalSince1970,
            "activated_at": rental.activatedAt?.timeIntervalSince1970,
            "expires_at": rental.expiresAt.timeIntervalSince1970, "updated_at": date.timeIntervalSince1970,
        ]
        try db.execute(sql: Self.upsert, arguments: arguments)
        return try find("id", rental.id, db) ?? rental
    }

    /// The rental whose `column` (`id` or `hotkey`) has this value.
    func find(_ column: String, _ value: String, _ db: Database) throws -> Rental? {
        try Row.fetchOne(db, sql: "SELECT * FROM rental WHERE \(column) = ?", arguments: [value]).map(rental)
    }

    /// How many rentals have secrets that this key cannot open.
    func unreadableSecrets(_ db: Database) throws -> Int {
        let rows = try Row.fetchAll(db, sql: "SELECT id, sealed FROM rental WHERE sealed IS NOT NULL")
        return rows.count { open($0["sealed"], id: $0["id"]) == nil }
    }

    private func seal(_ secrets: RentalSecrets, id: String) throws -> Data? {
        guard secrets != RentalSecrets() else { return nil }
        return Data(key.seal(Array(try JSONEncoder().encode(secrets)), context: context(id)))
    }

    private func open(_ sealed: Data?, id: String) -> RentalSecrets? {
        guard let sealed, let bytes = key.open(Array(sealed), context: context(id)) else { return nil }
        return try? JSONDecoder().decode(RentalSecrets.self, from: Data(bytes))
    }

    private func context(_ id: String) -> String { "rental/\(id)" }

    private func date(_ seconds: Double?) -> Date? { seconds.map(Date.init(timeIntervalSince1970:)) }

    private static let columns = [
        "id", "hotkey", "uuid", "state", "public_key", "sealed", "username", "ip", "port", "resource", "ssh_key",
        "miner_version", "host_key", "notify", "release_attempts", "next_attempt_at", "created_at", "activated_at",
        "expires_at",
        "updated_at",
    ]

    private static let upsert = """
        INSERT INTO rental (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { ":" + $0 }.joined(separator: ", ")))
        ON CONFLICT (id) DO UPDATE SET
        \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """
}
