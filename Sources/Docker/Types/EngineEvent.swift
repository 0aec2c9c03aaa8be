/// Something that happened in the engine: a line of `GET /events`.
package struct EngineEvent: Decodable, Sendable, Hashable {
    /// As `container`, `image`, `volume`, `network`.
    package let type: String
    /// As `start`, `die`, `destroy`.
    package let action: String
    package let actor: Actor
    /// Nanoseconds since 1970.
    package let timeNanoseconds: Int64

    /// What it happened to.
    package struct Actor: Decodable, Sendable, Hashable {
        package let id: String
        /// Labels of the object, and facts as `exitCode`.
        package let attributes: [String: String]?

        private enum CodingKeys: String, CodingKey {
            case id = "ID"
            case attributes = "Attributes"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case type = "Type"
        case action = "Action"
        case actor = "Actor"
        case timeNanoseconds = "timeNano"
    }
}
