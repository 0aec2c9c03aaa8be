/// One container of a list: an element of `GET /containers/json`.
package struct ContainerSummary: Decodable, Sendable, Hashable {
    package let id: String
    /// Each with a leading `/`.
    package let slashedNames: [String]?
    package let image: String
    package let imageID: String
    package let labelsOrNull: [String: String]?
    package let status: ContainerStatus
    /// For a person, as "Up 3 minutes".
    package let statusText: String
    /// Unix seconds.
    package let created: Int64

    /// Names without the leading `/`.
    package var names: [String] { (slashedNames ?? []).map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 } }
    package var labels: [String: String] { labelsOrNull ?? [:] }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case slashedNames = "Names"
        case image = "Image"
        case imageID = "ImageID"
        case labelsOrNull = "Labels"
        case status = "State"
        case statusText = "Status"
        case created = "Created"
    }
}
