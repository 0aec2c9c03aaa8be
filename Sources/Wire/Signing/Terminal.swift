import JSON

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

extension Terminal {
    /// All members, absent ones as null, as the Python models write them.
    var json: JSONValue {
        .object([
            "status_code": Self.number(statusCode), "status_message": Self.text(statusMessage),
            "process_time": processTime.map(JSONValue.number) ?? .null, "ip": Self.text(ip),
            "port": Self.number(port), "version": Self.number(version), "nonce": Self.number(nonce),
            "uuid": Self.text(uuid), "hotkey": Self.text(hotkey), "signature": Self.text(signature),
        ])
    }

    private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }

    private static func number(_ number: (some BinaryInteger)?) -> JSONValue {
        number.map { .integer(Int64(clamping: $0)) } ?? .null
    }
}
