import Foundation
import Keys

/// What a local network consists of, kept in its data directory so that it comes back the same.
struct LocalnetPlan: Codable, Sendable, Equatable {
    /// One miner.
    struct Member: Codable, Sendable, Equatable {
        var wallet: String
        /// Its own loopback address.
        var ip: String
        var axonPort: Int
        var sshPort: Int
    }

    var miners: [Member]
    var apiPort: Int
    /// The development chain's port; nil in the plan of an earlier version, whose chain was a file.
    var chainPort: Int?
    /// The hub's port; nil in the plan of an earlier version, which had none.
    var hubPort: Int?
    /// SSH base images that the engine had before this network: they are not its to remove.
    var imagesBefore: [String]

    /// The plan in `directory`, or nil when there is none yet.
    static func read(_ directory: String) throws -> LocalnetPlan? {
        guard let bytes = try PrivateFile.read("\(directory)/localnet.json", limit: 1 << 20) else { return nil }
        return try JSONDecoder().decode(LocalnetPlan.self, from: Data(bytes))
    }

    /// The plan is in `directory`.
    func write(_ directory: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try PrivateFile.write([UInt8](try encoder.encode(self)), to: "\(directory)/localnet.json")
    }

    /// A fresh plan on the usual ports, or on free ones where those are taken.
    static func make(miners: Int, apiPort: Int?, imagesBefore: [String]) throws -> LocalnetPlan {
        let members = try (0..<miners).map { index in
            let ip = "127.0.0.\(index + 2)"
            return Member(
                wallet: "miner-\(index + 1)", ip: ip, axonPort: try FreePort.near(8_091, ip: ip),
                sshPort: try FreePort.near(4_444, ip: ip))
        }
        return LocalnetPlan(
            miners: members, apiPort: try apiPort ?? FreePort.near(8_903, ip: "127.0.0.1"),
            chainPort: try chainPort(), hubPort: try hubPort(), imagesBefore: imagesBefore)
    }

    /// The usual port of a local chain, or a free one where that is taken.
    static func chainPort() throws -> Int { try FreePort.near(9_944, ip: "127.0.0.1") }

    /// The usual port of a hub, or a free one where that is taken.
    static func hubPort() throws -> Int { try FreePort.near(8_300, ip: "127.0.0.1") }
}
