import Crypto
import Foundation

/// A project among all of a hub.
struct ProjectKey: Hashable, Sendable {
    var entity: String
    var project: String

    /// Its number, the same for ever: wandb 0.31 wants a whole number as `projectId`.
    var number: String {
        let digest = SHA256.hash(data: Data("\(entity)/\(project)".utf8))
        return String(digest.prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}

/// A run among all of a hub, as paths and queries name it.
struct RunKey: Hashable, Sendable {
    var project: ProjectKey
    var name: String
}
