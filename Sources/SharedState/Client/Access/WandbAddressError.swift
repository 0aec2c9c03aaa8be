/// Why no project can be addressed so.
package enum WandbAddressError: Error, Sendable, Equatable {
    /// Not `https://host[:port][/path]`, nor `http://` of a loopback address.
    case noURL
    /// The URL holds a user or a password.
    case password
    /// Plain HTTP to another machine.
    case plain(host: String)
    /// What is given as `entity` or `project` is no name.
    case badName(String, String)
}

extension WandbAddressError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noURL:
            "the base URL of the shared state (WANDB_BASE_URL) is none: it looks like https://api.wandb.ai"
        case .password:
            "the base URL of the shared state holds a user or password: give the key as WANDB_API_KEY instead"
        case .plain(let host):
            "plain HTTP to \(host) would show the key to everybody on the way: use https, or allow it with "
                + "--wandb.allow-plain"
        case .badName(let what, let name):
            "\(ServerText.clean(name)) is no name of a W&B \(what): 1 to 128 characters, none of / \\ # ? % :"
        }
    }
}
