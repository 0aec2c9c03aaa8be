/// The answer of `POST /containers/create`.
package struct CreatedContainer: Decodable, Sendable, Hashable {
    package let id: String
    package let warnings: [String]?

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case warnings = "Warnings"
    }
}
