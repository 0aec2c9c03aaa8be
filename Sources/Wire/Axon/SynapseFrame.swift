import JSON
import Market

/// The members that every Synapse body carries beside those of its class.
struct SynapseFrame: Sendable {
    var name: String
    var timeout: Double
    var totalSize: Int
    var headerSize: Int
    var dendrite: Terminal
    var axon: Terminal

    /// `message` framed, as JSON.
    func encode(_ message: some WireMessage) -> [UInt8] {
        var members = message.members
        members["name"] = .text(name)
        members["timeout"] = .number(timeout)
        members["total_size"] = .integer(Int64(totalSize))
        members["header_size"] = .integer(Int64(headerSize))
        members["dendrite"] = dendrite.json
        members["axon"] = axon.json
        members["computed_body_hash"] = ""
        return JSONValue.object(members).serializedUnsorted
    }
}
