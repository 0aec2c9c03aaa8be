package import HTTPTypes

/// The headers of a Synapse request or answer, as text: nothing in them is trusted before the signature is.
package struct SynapseHeaders: Sendable, Equatable {
    /// Which half of the message a header is about.
    package enum Side: String, Sendable {
        case axon
        case dendrite
    }

    package var name: String?
    /// Seconds, such as `12.0`.
    package var timeout: String?
    package var headerSize: String?
    package var totalSize: String?
    package var bodyHash: String?
    /// Members of the axon's half by their names without prefix.
    package var axon: [String: String]
    /// Members of the dendrite's half by their names without prefix.
    package var dendrite: [String: String]

    package static let axonFields = ["ip", "port", "version", "nonce", "uuid", "hotkey", "signature"]
    package static let dendriteFields = ["ip", "port", "version", "nonce", "uuid", "hotkey", "signature"]

    private static let axonNames = axonFields.map { ($0, HeaderName.terminal(.axon, $0)) }
    private static let dendriteNames = dendriteFields.map { ($0, HeaderName.terminal(.dendrite, $0)) }

    /// What `fields` say; absent headers are absent members.
    package init(_ fields: HTTPFields) {
        name = fields[HeaderName.name]
        timeout = fields[HeaderName.timeout]
        headerSize = fields[HeaderName.headerSize]
        totalSize = fields[HeaderName.totalSize]
        bodyHash = fields[HeaderName.bodyHash]
        axon = [:]
        dendrite = [:]
        for (member, header) in Self.axonNames { axon[member] = fields[header] }
        for (member, header) in Self.dendriteNames { dendrite[member] = fields[header] }
    }

    /// The dendrite's half as it stands in the answer's body; members that are no numbers are left out.
    package var dendriteTerminal: Terminal { Self.terminal(dendrite) }

    /// The axon's half as the caller addressed it.
    package var axonTerminal: Terminal { Self.terminal(axon) }

    private static func terminal(_ members: [String: String]) -> Terminal {
        var terminal = Terminal()
        terminal.ip = members["ip"]
        terminal.port = members["port"].flatMap { Int($0) }
        terminal.version = members["version"].flatMap { Int($0) }
        terminal.nonce = members["nonce"].flatMap { UInt64($0) }
        terminal.uuid = members["uuid"]
        terminal.hotkey = members["hotkey"]
        terminal.signature = members["signature"]
        return terminal
    }
}
