/// One step of an image's making: an element of `GET /images/{name}/history`.
package struct ImageLayer: Decodable, Sendable, Hashable {
    package let id: String
    package let createdBy: String
    package let comment: String
    package let size: Int64

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case createdBy = "CreatedBy"
        case comment = "Comment"
        case size = "Size"
    }
}
