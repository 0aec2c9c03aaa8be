/// What the engine is: the answer of `GET /version`.
package struct EngineVersion: Decodable, Sendable, Hashable {
    package let version: String
    package let apiVersion: String
    package let operatingSystem: String
    package let architecture: String
    package let kernel: String?

    private enum CodingKeys: String, CodingKey {
        case version = "Version"
        case apiVersion = "ApiVersion"
        case operatingSystem = "Os"
        case architecture = "Arch"
        case kernel = "KernelVersion"
    }
}
