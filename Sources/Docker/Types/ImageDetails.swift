/// One image in detail: the answer of `GET /images/{name}/json`.
package struct ImageDetails: Decodable, Sendable, Hashable {
    /// Digest of its configuration, as `sha256:…`.
    package let id: String
    package let tagsOrNull: [String]?
    package let config: Config?
    package let size: Int64?

    package var tags: [String] { tagsOrNull ?? [] }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case tagsOrNull = "RepoTags"
        case config = "Config"
        case size = "Size"
    }

    /// What a container of the image gets when it says nothing else.
    package struct Config: Decodable, Sendable, Hashable {
        package let labels: [String: String]?
        package let environment: [String]?
        package let entrypoint: [String]?
        package let command: [String]?
        package let user: String?

        private enum CodingKeys: String, CodingKey {
            case labels = "Labels"
            case environment = "Env"
            case entrypoint = "Entrypoint"
            case command = "Cmd"
            case user = "User"
        }
    }
}
