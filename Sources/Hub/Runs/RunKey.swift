/// A project among all of a hub.
struct ProjectKey: Hashable, Sendable {
    var entity: String
    var project: String
}

/// A run among all of a hub, as paths and queries name it.
struct RunKey: Hashable, Sendable {
    var project: ProjectKey
    var name: String
}
