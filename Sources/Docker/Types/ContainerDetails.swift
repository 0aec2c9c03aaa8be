/// One container in detail: the answer of `GET /containers/{id}/json`.
package struct ContainerDetails: Decodable, Sendable {
    package let id: String
    /// With a leading `/`.
    package let slashedName: String
    /// RFC 3339 with nanoseconds.
    package let created: String
    package let imageID: String
    /// How often the engine has started it again by itself.
    package let restartCount: Int
    package let state: State
    package let config: Config
    package let host: Host
    package let mounts: [MountPoint]?
    package let network: Network

    /// The name without the leading `/`.
    package var name: String { slashedName.hasPrefix("/") ? String(slashedName.dropFirst()) : slashedName }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case slashedName = "Name"
        case created = "Created"
        case imageID = "Image"
        case restartCount = "RestartCount"
        case state = "State"
        case config = "Config"
        case host = "HostConfig"
        case mounts = "Mounts"
        case network = "NetworkSettings"
    }
}

extension ContainerDetails {
    /// How the container is.
    package struct State: Decodable, Sendable, Hashable {
        package let status: ContainerStatus
        package let exitCode: Int
        /// Of the main process on the host; 0 when none runs.
        package let pid: Int
        /// RFC 3339; `0001-01-01T00:00:00Z` when never.
        package let startedAt: String
        package let finishedAt: String
        /// Why it could not be started, else empty.
        package let error: String?

        private enum CodingKeys: String, CodingKey {
            case status = "Status"
            case exitCode = "ExitCode"
            case pid = "Pid"
            case startedAt = "StartedAt"
            case finishedAt = "FinishedAt"
            case error = "Error"
        }
    }

    /// What the container was made from.
    package struct Config: Decodable, Sendable, Hashable {
        package let image: String
        package let labels: [String: String]?
        package let environment: [String]?
        package let command: [String]?
        package let entrypoint: [String]?
        package let user: String?

        private enum CodingKeys: String, CodingKey {
            case image = "Image"
            case labels = "Labels"
            case environment = "Env"
            case command = "Cmd"
            case entrypoint = "Entrypoint"
            case user = "User"
        }
    }

    /// What the container was given of its host.
    package struct Host: Decodable, Sendable, Hashable {
        package let portBindings: [String: [PortBinding]?]?
        package let restartPolicy: RestartPolicy?
        package let privileged: Bool?
        package let pidsLimit: Int64?
        package let sharedMemory: Int64?
        package let memory: Int64?
        package let nanoCPUs: Int64?

        private enum CodingKeys: String, CodingKey {
            case portBindings = "PortBindings"
            case restartPolicy = "RestartPolicy"
            case privileged = "Privileged"
            case pidsLimit = "PidsLimit"
            case sharedMemory = "ShmSize"
            case memory = "Memory"
            case nanoCPUs = "NanoCpus"
        }
    }

    /// A volume in the container.
    package struct MountPoint: Decodable, Sendable, Hashable {
        package let type: String
        package let name: String?
        package let destination: String

        private enum CodingKeys: String, CodingKey {
            case type = "Type"
            case name = "Name"
            case destination = "Destination"
        }
    }

    /// Where the container is reached.
    package struct Network: Decodable, Sendable, Hashable {
        /// Container port (`22/tcp`) to places on the host; empty while it does not run.
        package let ports: [String: [PortBinding]?]?
        package let networks: [String: Endpoint]?

        private enum CodingKeys: String, CodingKey {
            case ports = "Ports"
            case networks = "Networks"
        }
    }

    /// The container's place in one network.
    package struct Endpoint: Decodable, Sendable, Hashable {
        package let networkID: String
        package let address: String

        private enum CodingKeys: String, CodingKey {
            case networkID = "NetworkID"
            case address = "IPAddress"
        }
    }
}
