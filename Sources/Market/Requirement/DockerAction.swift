/// What to do with the running container, as it travels in `Allocate.docker_action`.
package struct DockerAction: Codable, Sendable, Equatable {
    /// `exchange_key`, `restart`, `pause`, `unpause` (alias `resume`), or "".
    package var action: String
    package var sshKey: String
    /// `user` or `terminal`: the line of `authorized_keys` that `exchange_key` replaces.
    package var keyType: String

    package init(action: String = "", sshKey: String = "", keyType: String = "") {
        self.action = action
        self.sshKey = sshKey
        self.keyType = keyType
    }

    private enum CodingKeys: String, CodingKey {
        case action
        case sshKey = "ssh_key"
        case keyType = "key_type"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        action = try container.text(.action)
        sshKey = try container.text(.sshKey)
        keyType = try container.text(.keyType)
    }
}
