/// What a container is made from: the body of `POST /containers/create`.
package struct ContainerSpec: Encodable, Sendable {
    package var image: String
    /// Arguments of the entrypoint; nil leaves the image's.
    package var command: [String]?
    /// Nil leaves the image's.
    package var entrypoint: [String]?
    /// `NAME=value` each; never for secrets, as anyone who may inspect the container reads them.
    package var environment: [String] = []
    package var labels: [String: String] = [:]
    package var user: String?
    package var workingDirectory: String?
    package var hostname: String?
    /// As in `22/tcp`.
    package var exposedPorts: [String] = []
    package var stopSignal: String?
    package var host = HostSettings()

    /// A container of `image` with nothing else said.
    package init(image: String) { self.image = image }

    private enum CodingKeys: String, CodingKey {
        case image = "Image"
        case command = "Cmd"
        case entrypoint = "Entrypoint"
        case environment = "Env"
        case labels = "Labels"
        case user = "User"
        case workingDirectory = "WorkingDir"
        case hostname = "Hostname"
        case exposedPorts = "ExposedPorts"
        case stopSignal = "StopSignal"
        case host = "HostConfig"
    }

    private struct Empty: Encodable {}

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(image, forKey: .image)
        try values.encodeIfPresent(command, forKey: .command)
        try values.encodeIfPresent(entrypoint, forKey: .entrypoint)
        try values.encode(environment, forKey: .environment)
        try values.encode(labels, forKey: .labels)
        try values.encodeIfPresent(user, forKey: .user)
        try values.encodeIfPresent(workingDirectory, forKey: .workingDirectory)
        try values.encodeIfPresent(hostname, forKey: .hostname)
        try values.encodeIfPresent(stopSignal, forKey: .stopSignal)
        if !exposedPorts.isEmpty {
            let ports = Dictionary(exposedPorts.map { ($0, Empty()) }, uniquingKeysWith: { first, _ in first })
            try values.encode(ports, forKey: .exposedPorts)
        }
        try values.encode(host, forKey: .host)
    }
}
