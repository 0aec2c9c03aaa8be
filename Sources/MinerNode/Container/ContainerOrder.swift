package import Foundation

/// What a container of an allocation is made from.
package struct ContainerOrder: Sendable {
    /// The allocation, in hexadecimal digits.
    package var id: String
    /// SS58 address of the renter's hotkey.
    package var owner: String
    package var deadline: Date
    package var kind: ContainerKind
    /// Image under the SSH layer; the caller has checked that it is permitted.
    package var baseImage: String
    /// Shell commands of the renter, run as root in the image build; empty for none.
    package var script: String
    /// One line of OpenSSH's public key form; empty for none.
    package var sshKey: String
    package var password: RootPassword
    /// Where the allocation's volume is mounted; "/tmp" or empty for none.
    package var volumePath: String
    /// Port of the host on which sshd is reached.
    package var sshPort: Int
    /// Address of the host for that port; nil for all.
    package var sshBind: String?
    /// Size of `/dev/shm` in bytes; nil for the engine's default.
    package var shmBytes: Int64?
    package var limits: ContainerLimits?
    /// Whether the container gets every GPU of the host.
    package var gpus: Bool
    /// What making the image may take.
    package var buildLimit: Duration

    package init(
        id: String, owner: String, deadline: Date, kind: ContainerKind, baseImage: String, script: String,
        sshKey: String, password: RootPassword, volumePath: String, sshPort: Int, sshBind: String?, shmBytes: Int64?,
        limits: ContainerLimits?, gpus: Bool, buildLimit: Duration
    ) {
        self.id = id
        self.owner = owner
        self.deadline = deadline
        self.kind = kind
        self.baseImage = baseImage
        self.script = script
        self.sshKey = sshKey
        self.password = password
        self.volumePath = volumePath
        self.sshPort = sshPort
        self.sshBind = sshBind
        self.shmBytes = shmBytes
        self.limits = limits
        self.gpus = gpus
        self.buildLimit = buildLimit
    }
}
