/// The miner's answer to `Allocate`: the `output` object.
///
/// Members that the Python miner does not know (`message`) are ignored by Python callers.
package struct AllocateOutput: Codable, Sendable, Equatable {
    /// Whether what was asked is so, or was done; nil in a request.
    package var status: Bool?
    /// ``AccessInfo`` sealed to the request's public key, in base64.
    package var info: String?
    /// The miner's ssh port.
    package var port: Int?
    /// Why not, or a remark, for people.
    package var message: String?

    package init(status: Bool? = nil, info: String? = nil, port: Int? = nil, message: String? = nil) {
        self.status = status
        self.info = info
        self.port = port
        self.message = message
    }

    private enum CodingKeys: String, CodingKey {
        case status
        case info
        case port
        case message
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = try container.decodeIfPresent(Bool.self, forKey: .status)
        info = try container.decodeIfPresent(String.self, forKey: .info)
        port = try container.integerIfPresent(.port)
        message = try container.decodeIfPresent(String.self, forKey: .message)
    }
}
