/// One image of a list: an element of `GET /images/json`.
package struct ImageSummary: Decodable, Sendable, Hashable {
    /// Digest of its configuration, as `sha256:…`.
    package let id: String
    /// As `name:tag`; `<none>:<none>` or nothing when untagged.
    package let tagsOrNull: [String]?
    package let labelsOrNull: [String: String]?
    /// Bytes, with the layers that it shares.
    package let size: Int64
    /// Unix seconds.
    package let created: Int64

    package var tags: [String] { (tagsOrNull ?? []).filter { $0 != "<none>:<none>" } }
    package var labels: [String: String] { labelsOrNull ?? [:] }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case tagsOrNull = "RepoTags"
        case labelsOrNull = "Labels"
        case size = "Size"
        case created = "Created"
    }
}
