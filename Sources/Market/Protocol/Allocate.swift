package import JSON

/// The message `Allocate`: rent, ask about, change or release a machine.
///
/// Field names and defaults are wire format (compute protocol of NI Compute 1.9.0).
package struct Allocate: Sendable, Equatable {
    /// The message's name: the path of its requests and the class name in Python.
    package static let name = "Allocate"

    /// Days of the rental; 0 or less releases, or asks "is it allocated to me".
    package var timeline: Int
    package var deviceRequirement: DeviceRequirement
    /// True: only ask. False: act.
    package var checking: Bool
    /// The miner's answer.
    package var output: AllocateOutput
    /// RSA public key in PEM (SubjectPublicKeyInfo), one fresh pair per allocation.
    package var publicKey: String
    package var dockerRequirement: DockerRequirement
    /// True: act on the running container.
    package var dockerChange: Bool
    package var dockerAction: DockerAction

    package init(
        timeline: Int = 0, deviceRequirement: DeviceRequirement = DeviceRequirement(), checking: Bool = true,
        output: AllocateOutput = AllocateOutput(), publicKey: String = "",
        dockerRequirement: DockerRequirement = DockerRequirement(), dockerChange: Bool = false,
        dockerAction: DockerAction = DockerAction()
    ) {
        self.timeline = timeline
        self.deviceRequirement = deviceRequirement
        self.checking = checking
        self.output = output
        self.publicKey = publicKey
        self.dockerRequirement = dockerRequirement
        self.dockerChange = dockerChange
        self.dockerAction = dockerAction
    }
}

extension Allocate: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        timeline = try members.integer("timeline", default: 0)
        deviceRequirement = try DeviceRequirement(members: try members.object("device_requirement"))
        checking = try members.flag("checking", default: true)
        output = try AllocateOutput(members: try members.object("output"))
        publicKey = try members.text("public_key")
        dockerRequirement = try DockerRequirement(members: try members.object("docker_requirement"))
        dockerChange = try members.flag("docker_change", default: false)
        dockerAction = try DockerAction(members: try members.object("docker_action"))
    }

    package var members: [String: JSONValue] {
        [
            "timeline": .integer(Int64(timeline)), "device_requirement": deviceRequirement.json,
            "checking": .bool(checking), "output": output.json, "public_key": .text(publicKey),
            "docker_requirement": dockerRequirement.json, "docker_change": .bool(dockerChange),
            "docker_action": dockerAction.json,
        ]
    }
}
