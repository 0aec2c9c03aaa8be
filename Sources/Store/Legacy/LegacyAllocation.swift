internal import Foundation
internal import Market

/// A row of the Python program's `allocation` table: `details` is JSON whose missing members read as "" and 0.
package struct LegacyAllocation: Sendable, Equatable {
    package var hotkey: String
    package var username: String
    package var password: String
    package var port: Int
    package var version: Int
    package var ip: String
    package var resource: String
    /// The RSA public key (PEM) by which the miner knows the allocation.
    package var regkey: String
    package var sshKey: String
    package var uuid: String

    /// The row with these `details`; nil when they are no JSON object.
    package init?(hotkey: String, details: String) {
        guard let members = try? JSONDecoder().decode([String: LooseValue].self, from: Data(details.utf8)) else {
            return nil
        }
        func text(_ name: String) -> String { members[name]?.text ?? "" }
        func number(_ name: String) -> Int { members[name]?.number ?? 0 }
        self.hotkey = hotkey
        username = text("username")
        password = text("password")
        port = number("port")
        version = number("version")
        ip = text("ip")
        resource = text("resource")
        regkey = text("regkey")
        sshKey = text("ssh_key")
        uuid = text("uuid")
    }

    /// The row that lets the Python program see an `active` rental of ours.
    init(mirroring rental: Rental) {
        hotkey = rental.hotkey
        username = rental.username
        password = rental.secrets.password ?? ""
        port = rental.port
        version = rental.minerVersion
        ip = rental.ip
        resource = rental.resource
        regkey = rental.publicKey
        sshKey = rental.sshKey
        uuid = rental.uuid
    }

    /// The JSON text of the `details` column.
    func details() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let members = Members(
            username: username, password: password, port: port, version: version, ip: ip, resource: resource,
            regkey: regkey, sshKey: sshKey, uuid: uuid)
        return String(decoding: try encoder.encode(members), as: UTF8.self)
    }

    /// The id that its public key gives it; nil without a usable key.
    var id: String? { AllocationID(publicKeyPEM: regkey)?.hex }

    /// Whether this row is the copy of a rental of ours.
    func mirrors(_ rental: Rental) -> Bool {
        hotkey == rental.hotkey && regkey == rental.publicKey && uuid == rental.uuid
    }

    private struct Members: Encodable {
        var username, password: String
        var port, version: Int
        var ip, resource, regkey, sshKey, uuid: String

        enum CodingKeys: String, CodingKey {
            case username
            case password
            case port
            case version
            case ip
            case resource
            case regkey
            case sshKey = "ssh_key"
            case uuid
        }
    }
}

extension LegacyAllocation: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "LegacyAllocation(hotkey: \(hotkey))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["hotkey": hotkey]) }
}
