package import Market

/// A container whose sshd answers.
package struct ProvisionedContainer: Sendable, Hashable {
    /// The engine's id of it.
    package let containerID: String
    /// Port of the host on which sshd is reached.
    package let sshPort: Int
    /// The key of its sshd, made at its start; nil when it could not be read.
    package let hostKey: HostKey?
    /// Something that the renter should know; nil when all is as ordered.
    package let note: String?

    package init(containerID: String, sshPort: Int, hostKey: HostKey? = nil, note: String? = nil) {
        self.containerID = containerID
        self.sshPort = sshPort
        self.hostKey = hostKey
        self.note = note
    }
}
