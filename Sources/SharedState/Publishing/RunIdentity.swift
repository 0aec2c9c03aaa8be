package import JSON
package import Keys

/// Who publishes a run: what its config says of the node beside the values.
package struct RunIdentity: Sendable {
    /// The node's hotkey, which signs.
    package let keypair: Keypair
    package let role: RunRole
    package let netuid: Int
    /// The version of the protocol that nodes speak to each other.
    package let version: Int
    /// The node's settings, as the config's `config` carries them; without logging, wallet and axon.
    package let flags: [String: JSONValue]

    /// The version of the Python program whose protocol this is.
    package static let protocolVersion = 190

    /// - Parameter flags: An object; anything else counts as an empty one.
    package init(
        keypair: Keypair, role: RunRole, netuid: Int, version: Int = RunIdentity.protocolVersion,
        flags: JSONValue = [:]
    ) {
        self.keypair = keypair
        self.role = role
        self.netuid = netuid
        self.version = version
        self.flags = flags.object ?? [:]
    }

    /// The hotkey's address.
    package var hotkey: String { keypair.account.ss58 }

    /// The name of the run, by which others find it.
    package var displayName: String { role.displayName(of: hotkey) }

    /// What every config of this node carries, the signatures excepted.
    package var values: [String: JSONValue] {
        [
            "hotkey": .text(hotkey), "role": .text(role.rawValue), "version": .integer(Int64(version)),
            "config": .object(flags.merging(["netuid": .integer(Int64(netuid))]) { $1 }),
        ]
    }
}
