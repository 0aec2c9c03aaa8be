/// One side of a Synapse message: the `axon` or `dendrite` object of its body and the `bt_header_*` headers.
package struct Terminal: Sendable, Equatable {
    package var statusCode: Int?
    package var statusMessage: String?
    /// Seconds that the side took.
    package var processTime: Double?
    package var ip: String?
    package var port: Int?
    package var version: Int?
    /// Nanoseconds since 1970.
    package var nonce: UInt64?
    package var uuid: String?
    /// ss58 as it was written.
    package var hotkey: String?
    /// `0x` and 128 hex digits.
    package var signature: String?

    package init() {}
}

extension Terminal: Encodable {
    private enum CodingKeys: String, CodingKey {
        case statusCode = "status_code"
        case statusMessage = "status_message"
        case processTime = "process_time"
        case ip
        case port
        case version
        case nonce
        case uuid
        case hotkey
        case signature
    }

    /// All members, absent ones as null, as the Python models write them.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(statusCode, forKey: .statusCode)
        try container.encode(statusMessage, forKey: .statusMessage)
        try container.encode(processTime, forKey: .processTime)
        try container.encode(ip, forKey: .ip)
        try container.encode(port, forKey: .port)
        try container.encode(version, forKey: .version)
        try container.encode(nonce, forKey: .nonce)
        try container.encode(uuid, forKey: .uuid)
        try container.encode(hotkey, forKey: .hotkey)
        try container.encode(signature, forKey: .signature)
    }
}
