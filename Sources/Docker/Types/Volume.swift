/// A named place for data: an answer of `/volumes`.
package struct Volume: Decodable, Sendable, Hashable {
    package let name: String
    package let driver: String
    package let labelsOrNull: [String: String]?

    package var labels: [String: String] { labelsOrNull ?? [:] }

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case labelsOrNull = "Labels"
    }
}
