/// How the renter wants the container, as it travels in `Allocate.docker_requirement`.
package struct DockerRequirement: Codable, Sendable, Equatable {
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

    private enum CodingKeys: String, CodingKey {
        case baseImage = "base_image"
        case sshKey = "ssh_key"
        case sshPort = "ssh_port"
        case volumePath = "volume_path"
        case dockerfile
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let defaults = DockerRequirement()
        baseImage = try container.text(.baseImage, default: defaults.baseImage)
        sshKey = try container.text(.sshKey)
        sshPort = try container.integer(.sshPort, default: defaults.sshPort)
        volumePath = try container.text(.volumePath, default: defaults.volumePath)
        dockerfile = try container.text(.dockerfile)
    }
}
