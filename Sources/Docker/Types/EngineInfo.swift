/// How the engine is set up and what its host has: the answer of `GET /info`.
package struct EngineInfo: Decodable, Sendable {
    package let id: String?
    package let name: String
    /// Logical processors.
    package let processors: Int
    /// Bytes.
    package let memory: Int64
    package let storageDriver: String
    /// Directory of the engine's data on its host.
    package let dataRoot: String
    package let liveRestore: Bool?
    /// Names of the runtimes, as `runc`, `nvidia`.
    package let runtimes: [String: Runtime]?
    package let securityOptions: [String]?

    /// A runtime; nothing of it is needed but its name.
    package struct Runtime: Decodable, Sendable {}

    private enum CodingKeys: String, CodingKey {
        case id = "ID"
        case name = "Name"
        case processors = "NCPU"
        case memory = "MemTotal"
        case storageDriver = "Driver"
        case dataRoot = "DockerRootDir"
        case liveRestore = "LiveRestoreEnabled"
        case runtimes = "Runtimes"
        case securityOptions = "SecurityOptions"
    }
}
