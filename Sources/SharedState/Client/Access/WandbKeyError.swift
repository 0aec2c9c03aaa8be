/// Why there is no key though somebody gave one.
package enum WandbKeyError: Error, Sendable, Equatable {
    /// Empty, or nothing but white space.
    case blank(source: String)
    /// White space at an end.
    case padded(source: String)
    /// White space or control characters in it, not ASCII, or far too long.
    case strange(source: String)
    /// The file is there, and cannot be read.
    case unreadable(path: String, reason: String)
    /// The file is no netrc file.
    case broken(path: String, Netrc.Problem)
}

extension WandbKeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .blank(let source): "\(source) holds no W&B key: give one of https://wandb.ai/authorize, or remove it"
        case .padded(let source): "the W&B key in \(source) starts or ends with white space: remove that"
        case .strange(let source): "\(source) holds something that is no W&B key: copy the key again"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .broken(let path, let problem): "\(path) is no netrc file: \(problem)"
        }
    }
}
