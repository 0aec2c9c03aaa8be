internal import JSON

/// What our nodes ask for, in the words of the Python program: a server that knows its filters knows ours.
extension RunFilter {
    /// The nodes of a role that are there now.
    package static func running(_ role: RunRole, netuid: Int) -> RunFilter {
        .all(ofRole(role, netuid: netuid) + [.field(path: "state", [.equals(.text(RunState.running.rawValue))])])
    }

    /// The validators that are there now, and those that punish somebody or rent something: a penalty stands while its
    /// authority is down, and a rental goes on.
    package static func validators(netuid: Int) -> RunFilter {
        .all(
            ofRole(.validator, netuid: netuid) + [
                .any([
                    .field(path: "state", [.equals(.text(RunState.running.rawValue))]),
                    .field(path: "config.allocated_hotkeys", [.exists(true)]),
                    .field(path: "config.penalized_hotkeys", [.exists(true)]),
                    .field(path: "config.penalized_hotkeys_checklist", [.exists(true)]),
                ])
            ])
    }

    private static func ofRole(_ role: RunRole, netuid: Int) -> [RunFilter] {
        [
            .field(path: "config.role", [.equals(.text(role.rawValue))]),
            .field(path: "config.config.netuid", [.equals(.integer(Int64(netuid)))]),
        ]
    }

    /// The runs of one node in any state; on any network when `netuid` is nil.
    package static func ofNode(role: RunRole, hotkey: String, netuid: Int? = nil) -> RunFilter {
        var parts = [RunFilter.field(path: "config.role", [.equals(.text(role.rawValue))])]
        if let netuid { parts.append(.field(path: "config.config.netuid", [.equals(.integer(Int64(netuid)))])) }
        parts.append(.field(path: "display_name", [.equals(.text(role.displayName(of: hotkey)))]))
        return .all(parts)
    }
}
