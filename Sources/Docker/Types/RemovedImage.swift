/// One consequence of removing an image: an element of the answer of `DELETE /images/{name}`.
package struct RemovedImage: Decodable, Sendable, Hashable {
    package let untagged: String?
    package let deleted: String?

    private enum CodingKeys: String, CodingKey {
        case untagged = "Untagged"
        case deleted = "Deleted"
    }
}
