import Foundation

/// How to log in to a rented machine; travels sealed to the renter's key in `output.info`.
package struct AccessInfo: Codable, Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package var username: String
    package var password: String
    package var port: Int
    /// The miner's protocol version, such as 190; 0 when it did not say.
    package var version: Int
    /// The key that the machine's SSH server has; nil when the miner did not say.
    package var hostKey: HostKey?

    package init(username: String, password: String, port: Int, version: Int, hostKey: HostKey? = nil) {
        self.username = username
        self.password = password
        self.port = port
        self.version = version
        self.hostKey = hostKey
    }

    private enum CodingKeys: String, CodingKey {
        case username
        case password
        case port
        case version
        case hostKey = "host_key"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        username = try container.decode(String.self, forKey: .username)
        password = try container.decode(String.self, forKey: .password)
        port = try container.integer(.port, default: 0)
        version = try container.integer(.version, default: 0)
        hostKey = HostKey(base64: try container.text(.hostKey))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(username, forKey: .username)
        try container.encode(password, forKey: .password)
        try container.encode(port, forKey: .port)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(hostKey?.base64, forKey: .hostKey)
    }

    /// Whether a renter may be shown this: a plain user name and a port, so that `ssh USER@IP -p PORT` is safe to paste.
    package var isSafeToShow: Bool {
        let name = Array(username.utf8)
        guard let first = name.first, (1...32).contains(name.count), (1...65_535).contains(port) else { return false }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard letters.contains(first) || first == UInt8(ascii: "_") else { return false }
        let rest = name.dropFirst().allSatisfy {
            letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
        return rest && (1...256).contains(password.utf8.count) && !password.unicodeScalars.contains { $0.value < 32 }
    }

    package var description: String { "AccessInfo(username: \(username), password: <redacted>, port: \(port))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["username": username, "port": port]) }
}
