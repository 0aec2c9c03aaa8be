import Foundation

/// The members that every Synapse body carries beside those of its class.
struct SynapseFrame: Sendable {
    var name: String
    var timeout: Double
    var totalSize: Int
    var headerSize: Int
    var dendrite: Terminal
    var axon: Terminal

    /// `message` framed, as JSON.
    func encode(_ message: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return try encoder.encode(Framed(frame: self, message: message))
    }

    private struct Framed<M: Encodable>: Encodable {
        let frame: SynapseFrame
        let message: M

        enum CodingKeys: String, CodingKey {
            case name
            case timeout
            case totalSize = "total_size"
            case headerSize = "header_size"
            case dendrite
            case axon
            case bodyHash = "computed_body_hash"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(frame.name, forKey: .name)
            try container.encode(frame.timeout, forKey: .timeout)
            try container.encode(frame.totalSize, forKey: .totalSize)
            try container.encode(frame.headerSize, forKey: .headerSize)
            try container.encode(frame.dendrite, forKey: .dendrite)
            try container.encode(frame.axon, forKey: .axon)
            try container.encode("", forKey: .bodyHash)
            try message.encode(to: encoder)
        }
    }
}
