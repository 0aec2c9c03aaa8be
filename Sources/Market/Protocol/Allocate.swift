/// The message `Allocate`: rent, ask about, change or release a machine.
///
/// Field names and defaults are wire format (compute protocol of NI Compute 1.9.0).
package struct Allocate: Codable, Sendable, Equatable {
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

    private enum CodingKeys: String, CodingKey {
        case timeline
        case deviceRequirement = "device_requirement"
        case checking
        case output
        case publicKey = "public_key"
        case dockerRequirement = "docker_requirement"
        case dockerChange = "docker_change"
        case dockerAction = "docker_action"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        timeline = try container.integer(.timeline, default: 0)
        deviceRequirement =
            try container.decodeIfPresent(DeviceRequirement.self, forKey: .deviceRequirement) ?? DeviceRequirement()
        checking = try container.flag(.checking, default: true)
        output = try container.decodeIfPresent(AllocateOutput.self, forKey: .output) ?? AllocateOutput()
        publicKey = try container.text(.publicKey)
        dockerRequirement =
            try container.decodeIfPresent(DockerRequirement.self, forKey: .dockerRequirement) ?? DockerRequirement()
        dockerChange = try container.flag(.dockerChange, default: false)
        dockerAction = try container.decodeIfPresent(DockerAction.self, forKey: .dockerAction) ?? DockerAction()
    }
}
