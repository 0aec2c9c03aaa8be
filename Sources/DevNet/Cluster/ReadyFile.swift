import Foundation
import Keys

/// `ready.json`: where everything of a running local network is, for scripts; absent while it does not run.
package struct ReadyFile: Codable, Sendable, Equatable {
    /// The Resource Allocation API.
    package struct API: Codable, Sendable, Equatable {
        package var url: String
        package var ca: String
        package var clientCert: String
        package var clientKey: String

        enum CodingKeys: String, CodingKey {
            case url
            case ca
            case clientCert = "client_cert"
            case clientKey = "client_key"
        }
    }

    /// One miner.
    package struct Member: Codable, Sendable, Equatable {
        package var hotkey: String
        package var axon: String
        package var sshPort: Int
        /// What the machine is, in words; absent when the miner did not say.
        package var specs: String?

        enum CodingKeys: String, CodingKey {
            case hotkey
            case axon
            case sshPort = "ssh_port"
            case specs
        }
    }

    /// The development chain's address.
    package var chain: String
    /// The hub's address.
    package var hub: String
    package var api: API
    package var miners: [Member]

    static func path(_ directory: String) -> String { "\(directory)/ready.json" }

    func write(_ directory: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try PrivateFile.write([UInt8](try encoder.encode(self)), to: Self.path(directory))
    }

    static func remove(_ directory: String) {
        try? FileManager.default.removeItem(atPath: path(directory))
    }
}
