import JSON

extension Run {
    /// The run that a node of a list tells; nil when it makes no sense.
    ///
    /// Without a name, a storage id, a state or a config that can be read nobody can judge it; the rest may be absent.
    init?(node: JSONValue) {
        guard let id = node["name"]?.text, !id.isEmpty, let storageID = node["id"]?.text, !storageID.isEmpty,
            let state = node["state"]?.text, let config = Self.config(node["config"])
        else { return nil }
        self.init(
            id: id, storageID: storageID, displayName: node["displayName"]?.text ?? "",
            state: RunState(rawValue: state), config: config, createdAt: node["createdAt"]?.text ?? "",
            heartbeatAt: node["heartbeatAt"]?.text ?? "")
    }

    /// A run that never had a config may have null there.
    private static func config(_ member: JSONValue?) -> RunConfig? {
        guard let member else { return nil }
        if member.isNull { return RunConfig() }
        guard let wire = member.inner, wire.object != nil else { return nil }
        return RunConfig(wire: wire)
    }
}
