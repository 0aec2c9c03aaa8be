/// When the engine starts a container again by itself.
package struct RestartPolicy: Codable, Sendable, Hashable {
    package var name: String

    /// Never.
    package static let no = RestartPolicy(name: "no")
    /// After every end but one that was asked for, and with the engine itself.
    package static let unlessStopped = RestartPolicy(name: "unless-stopped")

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
    }
}
