/// The miner's answer to `Allocate`: the `output` object.
///
/// Members that the Python miner does not know (`message`, `allocation`) are ignored by Python callers.
package struct AllocateOutput: Codable, Sendable, Equatable {
    /// Whether what was asked is so, or was done; nil in a request.
    package var status: Bool?
    /// ``AccessInfo`` sealed to the request's public key, in base64.
    package var info: String?
    /// The miner's ssh port.
    package var port: Int?
    /// Why not, or a remark, for people.
    package var message: String?
    /// How the allocation of the request's key stands at the miner, where the request is about one.
    package var allocation: Standing?

    /// How an allocation stands at a miner. Unknown words of later versions read as ``other``.
    package enum Standing: String, Codable, Sendable {
        /// Nothing of its key is there, and nothing will come.
        case absent = "none"
        case provisioning
        case allocated
        case releasing
        case other

        package init(from decoder: any Decoder) throws {
            let text = try decoder.singleValueContainer().decode(String.self)
            self = Standing(rawValue: text) ?? .other
        }
    }

    package init(
        status: Bool? = nil, info: String? = nil, port: Int? = nil, message: String? = nil, allocation: Standing? = nil
    ) {
        self.status = status
        self.info = info
        self.port = port
        self.message = message
        self.allocation = allocation
    }

    private enum CodingKeys: String, CodingKey {
        case status
        case info
        case port
        case message
        case allocation
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = try container.decodeIfPresent(Bool.self, forKey: .status)
        info = try container.decodeIfPresent(String.self, forKey: .info)
        port = try container.integerIfPresent(.port)
        message = try container.decodeIfPresent(String.self, forKey: .message)
        allocation = try container.decodeIfPresent(Standing.self, forKey: .allocation)
    }
}
