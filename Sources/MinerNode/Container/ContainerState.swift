/// How the container of an allocation is.
package enum ContainerState: Sendable, Hashable {
    /// There is none, or its removal is under way.
    case absent
    case created
    case running
    /// Its processes stand still; it is alive.
    case paused
    /// Between its end and a start by the engine.
    case restarting
    /// Its main process ended; nil when the exit code was not asked for.
    case exited(code: Int?)

    /// The state's name in answers and metrics.
    package var label: String {
        switch self {
        case .absent: "absent"
        case .created: "created"
        case .running: "running"
        case .paused: "paused"
        case .restarting: "restarting"
        case .exited: "exited"
        }
    }
}
