package import JSON

/// What to do with the running container, as it travels in `Allocate.docker_action`.
package struct DockerAction: Sendable, Equatable {
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
}

extension DockerAction: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        action = try members.text("action")
        sshKey = try members.text("ssh_key")
        keyType = try members.text("key_type")
    }

    package var members: [String: JSONValue] {
        ["action": .text(action), "ssh_key": .text(sshKey), "key_type": .text(keyType)]
    }
}
