import Foundation
import Market
import NIOCore
import Store

/// A rental as clients see it: the `Allocation` model of the REST API.
package struct AllocationView: Encodable, Sendable, CustomStringConvertible, CustomReflectable {
    let resource: String
    let hotkey: String
    let sshIP: String
    let sshPort: Int
    let sshUsername: String
    let sshPassword: String
    let sshKey: String
    let uuidKey: String
    let minerVersion: Int
    let expiresAt: Date?
    let hostKey: HostKey?

    init(_ rental: Rental) {
        resource = rental.resource
        hotkey = rental.hotkey
        sshIP = rental.ip
        sshPort = rental.port
        sshUsername = rental.username
        sshPassword = rental.secrets.password ?? ""
        sshKey = rental.sshKey
        uuidKey = rental.uuid
        minerVersion = rental.minerVersion
        expiresAt = rental.expiresAt
        hostKey = HostKey(base64: rental.hostKey)
    }

    init(_ row: LegacyAllocation) {
        resource = row.resource
        hotkey = row.hotkey
        // What another program stored came from a miner, and was never looked at: a command is pasted into a shell.
        let access = AccessInfo(
            username: row.username, password: row.password, port: row.port, version: row.version)
        let isSafe = access.isSafeToShow && (try? SocketAddress(ipAddress: row.ip, port: row.port)) != nil
        (sshIP, sshPort, sshUsername) = isSafe ? (row.ip, row.port, row.username) : ("", 0, "")
        sshPassword = row.password
        sshKey = row.sshKey
        uuidKey = row.uuid
        minerVersion = row.version
        expiresAt = nil
        hostKey = nil
    }

    private enum CodingKeys: String, CodingKey {
        case resource
        case hotkey
        case regkey
        case sshIP = "ssh_ip"
        case sshPort = "ssh_port"
        case sshUsername = "ssh_username"
        case sshPassword = "ssh_password"
        case sshCommand = "ssh_command"
        case sshKey = "ssh_key"
        case uuidKey = "uuid_key"
        case minerVersion = "miner_version"
        case expiresAt = "expires_at"
        case hostKey = "host_key"
        case knownHosts = "known_hosts"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(resource, forKey: .resource)
        try container.encode(hotkey, forKey: .hotkey)
        // The key by which the miner knows the rental stays here.
        try container.encode("", forKey: .regkey)
        try container.encode(sshIP, forKey: .sshIP)
        try container.encode(sshPort, forKey: .sshPort)
        try container.encode(sshUsername, forKey: .sshUsername)
        try container.encode(sshPassword, forKey: .sshPassword)
        let command = sshPort == 0 ? "" : "ssh \(sshUsername)@\(sshIP) -p \(sshPort)"
        try container.encode(command, forKey: .sshCommand)
        try container.encode(sshKey, forKey: .sshKey)
        try container.encode(uuidKey, forKey: .uuidKey)
        try container.encode(minerVersion, forKey: .minerVersion)
        if let expiresAt { try container.encode(expiresAt.formatted(.iso8601), forKey: .expiresAt) }
        guard let hostKey else { return }
        try container.encode(hostKey.fingerprint, forKey: .hostKey)
        try container.encode(hostKey.knownHosts(ip: sshIP, port: sshPort), forKey: .knownHosts)
    }

    package var description: String { "AllocationView(hotkey: \(hotkey))" }
    package var customMirror: Mirror { Mirror(self, children: ["hotkey": hotkey]) }
}
