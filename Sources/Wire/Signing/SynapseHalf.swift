/// The headers about one side of a Synapse message, by their names without prefix.
package struct SynapseHalf: Sendable, Equatable {
    /// A header of either side.
    package enum Member: String, CaseIterable, Sendable {
        case ip
        case port
        case version
        case nonce
        case uuid
        case hotkey
        case signature
    }

    package var ip: String?
    package var port: String?
    package var version: String?
    package var nonce: String?
    package var uuid: String?
    package var hotkey: String?
    package var signature: String?

    package init() {}

    /// The value of `member`, nil when its header is absent.
    package subscript(member: Member) -> String? {
        get {
            switch member {
            case .ip: ip
            case .port: port
            case .version: version
            case .nonce: nonce
            case .uuid: uuid
            case .hotkey: hotkey
            case .signature: signature
            }
        }
        set {
            switch member {
            case .ip: ip = newValue
            case .port: port = newValue
            case .version: version = newValue
            case .nonce: nonce = newValue
            case .uuid: uuid = newValue
            case .hotkey: hotkey = newValue
            case .signature: signature = newValue
            }
        }
    }

    /// The side as it stands in the answer's body; members that are no numbers are left out.
    package var terminal: Terminal {
        var terminal = Terminal()
        terminal.ip = ip
        terminal.port = port.flatMap { Int($0) }
        terminal.version = version.flatMap { Int($0) }
        terminal.nonce = nonce.flatMap { UInt64($0) }
        terminal.uuid = uuid
        terminal.hotkey = hotkey
        terminal.signature = signature
        return terminal
    }
}
