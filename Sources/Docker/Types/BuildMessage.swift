/// One message of the engine while it builds or imports an image.
///
/// A line of the answer of `POST /build` or `POST /images/create`; a build that fails still answers 200.
package enum BuildMessage: Sendable, Hashable {
    /// What the build's programs wrote.
    case output(String)
    /// What the engine does, as "Downloading"; for an import the last one is the image's id.
    case status(String)
    /// The image's id so far (`sha256:…`); the last one is the result.
    case image(String)
    /// The build failed.
    case failed(String)
    /// Something else.
    case other
}

extension BuildMessage: Decodable {
    private enum CodingKeys: String, CodingKey {
        case stream
        case status
        case error
        case errorDetail
        case aux
    }

    private struct Detail: Decodable {
        var message: String
    }

    private struct Aux: Decodable {
        var id: String?

        enum CodingKeys: String, CodingKey {
            case id = "ID"
        }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        // Engines tell a failure twice; those to come leave out the older `error` (deprecated with API 1.48).
        if let detail = try? values.decode(Detail.self, forKey: .errorDetail) {
            self = .failed(detail.message)
        } else if let error = try values.decodeIfPresent(String.self, forKey: .error) {
            self = .failed(error)
        } else if let output = try values.decodeIfPresent(String.self, forKey: .stream) {
            self = .output(output)
        } else if let status = try values.decodeIfPresent(String.self, forKey: .status) {
            self = .status(status)
        } else if let id = try? values.decode(Aux.self, forKey: .aux).id {
            self = .image(id)
        } else {
            self = .other
        }
    }
}
