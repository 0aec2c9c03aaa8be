/// What the engine is: the answer of `GET /version`.
package struct EngineVersion: Decodable, Sendable, Hashable {
    package let version: String
    /// The newest version of the API that it speaks.
    package let apiVersion: String
    /// The oldest; engines of long ago do not tell it.
    package let minimumAPIVersion: String?
    package let operatingSystem: String
    package let architecture: String
    package let kernel: String?

    private enum CodingKeys: String, CodingKey {
        case version = "Version"
        case apiVersion = "ApiVersion"
        case minimumAPIVersion = "MinAPIVersion"
        case operatingSystem = "Os"
        case architecture = "Arch"
        case kernel = "KernelVersion"
    }
}
