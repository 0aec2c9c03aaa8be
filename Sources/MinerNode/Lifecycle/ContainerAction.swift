package import Market

/// What a renter may have done to the running container, checked in every part.
package enum ContainerAction: Sendable, Equatable {
    case restart
    case pause
    case unpause
    /// The line of `authorized_keys` holds this key afterwards.
    case exchangeKey(KeyLine, SSHPublicKey)

    /// Whose key a line of `authorized_keys` holds; the raw value is the line's index.
    package enum KeyLine: Int, Sendable {
        case user = 0
        case terminal = 1
    }

    /// Why an action cannot be carried out, for the caller.
    package struct Problem: Error, Equatable {
        package let message: String
    }

    /// The action in `wish`.
    package init(_ wish: DockerAction) throws(Problem) {
        switch wish.action {
        case "restart": self = .restart
        case "pause": self = .pause
        case "unpause", "resume": self = .unpause
        case "exchange_key":
            guard let key = SSHPublicKey(wish.sshKey) else {
                throw Problem(message: "ssh_key must be one line in OpenSSH's public key form")
            }
            switch wish.keyType {
            case "user", "": self = .exchangeKey(.user, key)
            case "terminal": self = .exchangeKey(.terminal, key)
            default: throw Problem(message: "key_type must be user or terminal")
            }
        default:
            throw Problem(message: "docker_action must be restart, pause, unpause or exchange_key")
        }
    }

    /// The action's name in logs.
    package var label: String {
        switch self {
        case .restart: "restart"
        case .pause: "pause"
        case .unpause: "unpause"
        case .exchangeKey: "exchange_key"
        }
    }
}
