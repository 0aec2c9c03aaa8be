/// The state of a container in the engine's words.
package enum ContainerStatus: Sendable, Hashable {
    case created
    case running
    case paused
    case restarting
    case removing
    case exited
    case dead
    /// A word of a newer engine.
    case other(String)

    /// The state that `word` names.
    package init(_ word: String) {
        self =
            switch word {
            case "created": .created
            case "running": .running
            case "paused": .paused
            case "restarting": .restarting
            case "removing": .removing
            case "exited": .exited
            case "dead": .dead
            default: .other(word)
            }
    }
}

extension ContainerStatus: Decodable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }
}
