package import JSON

/// How the renter wants the container, as it travels in `Allocate.docker_requirement`.
package struct DockerRequirement: Sendable, Equatable {
    package var baseImage: String
    /// One line in OpenSSH's public key form, or "".
    package var sshKey: String
    /// Sent for old miners; the miner's own `--ssh.port` counts.
    package var sshPort: Int
    /// Where the allocation's volume is mounted; "/tmp" for none.
    package var volumePath: String
    /// Shell commands run as root while the image is built; "" for none.
    package var dockerfile: String

    package init(
        baseImage: String = "ubuntu", sshKey: String = "", sshPort: Int = 4444, volumePath: String = "/tmp",
        dockerfile: String = ""
    ) {
        self.baseImage = baseImage
        self.sshKey = sshKey
        self.sshPort = sshPort
        self.volumePath = volumePath
        self.dockerfile = dockerfile
    }
}

extension DockerRequirement: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        let defaults = DockerRequirement()
        baseImage = try members.text("base_image", default: defaults.baseImage)
        sshKey = try members.text("ssh_key")
        sshPort = try members.integer("ssh_port", default: defaults.sshPort)
        volumePath = try members.text("volume_path", default: defaults.volumePath)
        dockerfile = try members.text("dockerfile")
    }

    package var members: [String: JSONValue] {
        [
            "base_image": .text(baseImage), "ssh_key": .text(sshKey), "ssh_port": .integer(Int64(sshPort)),
            "volume_path": .text(volumePath), "dockerfile": .text(dockerfile),
        ]
    }
}
