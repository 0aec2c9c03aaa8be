internal import Foundation
internal import GRDB
internal import Keys

/// The table `request`; bodies are sealed to their key.
enum RequestTable {
    /// The claim of another caller on a row.
    static func claim(_ row: Row, fingerprint: String, key: SealingKey) throws -> RequestClaim {
        guard row["fingerprint"] == fingerprint else { return .different }
        guard let status: Int = row["status"] else {
            return .running(
                RunningRequest(
                    owner: row["owner"], startedAt: Date(timeIntervalSince1970: row["started_at"]),
                    rentalID: row["rental_id"]))
        }
        let sealed: Data = row["sealed"] ?? Data()
        guard let body = key.open(Array(sealed), context: context(row["key"])) else {
            // To do it again would be to allocate twice.
            throw StoreError.unavailable("the outcome of a request was sealed with another key file")
        }
        return .done(RequestOutcome(status: status, body: body))
    }

    /// The body of an outcome as it is kept.
    static func seal(_ outcome: RequestOutcome, key name: String, with key: SealingKey) -> Data {
        Data(key.seal(outcome.body, context: context(name)))
    }

    /// Which row is a running request that is still its holder's; takes ``arguments(of:)``.
    static let isHeld = "key = ? AND status IS NULL AND owner = ? AND started_at = ?"

    /// What ``isHeld`` asks for.
    static func arguments(of request: HeldRequest) -> StatementArguments {
        [request.key, request.owner, request.startedAt.timeIntervalSince1970]
    }

    /// The running request has reserved this rental, if it is still its holder's.
    static func remember(rental id: String, of request: HeldRequest, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE request SET rental_id = ? WHERE \(isHeld)", arguments: [id] + arguments(of: request))
    }

    private static func context(_ key: String) -> String { "request/\(key)" }
}
