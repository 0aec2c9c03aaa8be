package import JSON

/// A run that a filter can look at, wherever it is kept.
package protocol FilteredRun {
    /// What lies at `path`, such as `state` or `config.config.netuid`; nil when nothing does, null when null does.
    func value(at path: String) -> JSONValue?
}

extension Run: FilteredRun {
    package func value(at path: String) -> JSONValue? {
        switch path {
        case "state": .text(state.rawValue)
        case "name": .text(id)
        case "display_name", "displayName": .text(displayName)
        case "created_at", "createdAt": .text(createdAt)
        case "heartbeat_at", "heartbeatAt": .text(heartbeatAt)
        default: path.hasPrefix("config.") ? config.value(at: path.dropFirst("config.".count)) : nil
        }
    }
}

extension RunConfig {
    /// What lies at `path`, a key and names of members inside each other with dots between; nil when nothing does.
    ///
    /// The `value` that wraps each key on the wire may be named, as W&B's own pages do, or left out.
    package func value(at path: some StringProtocol) -> JSONValue? {
        var names = String(path).split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...]
        guard let key = names.popFirst(), var value = values[key] else { return nil }
        if names.first == "value", value["value"] == nil { names.removeFirst() }
        for name in names {
            guard let member = value[name] else { return nil }
            value = member
        }
        return value
    }
}
