/// What a container gets of its host: `HostConfig` of `POST /containers/create`.
///
/// Privileged mode and bind mounts of the host are left out on purpose.
package struct HostSettings: Encodable, Sendable {
    /// Container port (`22/tcp`) to where it is reached on the host.
    package var portBindings: [String: [PortBinding]]?
    package var restartPolicy: RestartPolicy?
    /// True puts a small init process before the container's own, which reaps orphans.
    package var initProcess: Bool?
    package var pidsLimit: Int64?
    /// Size of `/dev/shm` in bytes.
    package var sharedMemory: Int64?
    /// Memory limit in bytes.
    package var memory: Int64?
    /// Options of the storage driver, as `size`; engines whose storage cannot do it refuse the container.
    package var storage: [String: String]?
    /// CPU limit in billionths of a core.
    package var nanoCPUs: Int64?
    /// A network's name or id, or `none`, `bridge`.
    package var networkMode: String?
    package var mounts: [Mount]?
    package var deviceRequests: [DeviceRequest]?
    package var securityOptions: [String]?
    package var addedCapabilities: [String]?
    package var droppedCapabilities: [String]?
    package var log: LogSettings?

    /// Nothing asked for.
    package init() {}

    private enum CodingKeys: String, CodingKey {
        case portBindings = "PortBindings"
        case restartPolicy = "RestartPolicy"
        case initProcess = "Init"
        case pidsLimit = "PidsLimit"
        case sharedMemory = "ShmSize"
        case memory = "Memory"
        case storage = "StorageOpt"
        case nanoCPUs = "NanoCpus"
        case networkMode = "NetworkMode"
        case mounts = "Mounts"
        case deviceRequests = "DeviceRequests"
        case securityOptions = "SecurityOpt"
        case addedCapabilities = "CapAdd"
        case droppedCapabilities = "CapDrop"
        case log = "LogConfig"
    }
}

extension HostSettings {
    /// A volume at a path of the container.
    package struct Mount: Encodable, Sendable {
        package var type: String
        package var source: String
        package var target: String
        package var readOnly: Bool

        /// The named volume `source` at `target`.
        package static func volume(_ source: String, at target: String, readOnly: Bool = false) -> Mount {
            Mount(type: "volume", source: source, target: target, readOnly: readOnly)
        }

        private enum CodingKeys: String, CodingKey {
            case type = "Type"
            case source = "Source"
            case target = "Target"
            case readOnly = "ReadOnly"
        }
    }

    /// Devices asked from a driver, as GPUs.
    package struct DeviceRequest: Encodable, Sendable {
        package var count: Int
        package var capabilities: [[String]]

        /// Every GPU of the host.
        package static let allGPUs = DeviceRequest(count: -1, capabilities: [["gpu"]])

        private enum CodingKeys: String, CodingKey {
            case count = "Count"
            case capabilities = "Capabilities"
        }
    }

    /// Where a container's output goes.
    package struct LogSettings: Encodable, Sendable {
        package var type: String
        package var options: [String: String]

        /// At most `files` files of `megabytes` MB on the host.
        package static func files(_ files: Int, megabytes: Int) -> LogSettings {
            LogSettings(type: "json-file", options: ["max-file": "\(files)", "max-size": "\(megabytes)m"])
        }

        private enum CodingKeys: String, CodingKey {
            case type = "Type"
            case options = "Config"
        }
    }
}
