/// A network of the engine: an answer of `/networks`.
package struct EngineNetwork: Decodable, Sendable, Hashable {
    package let id: String
    package let name: String
    package let driver: String
    package let labelsOrNull: [String: String]?
    package let options: [String: String]?

    package var labels: [String: String] { labelsOrNull ?? [:] }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case name = "Name"
        case driver = "Driver"
        case labelsOrNull = "Labels"
        case options = "Options"
    }
}
