package import JSON

extension RunConfig {
    /// The changes are in the config the way W&B's own client puts them there, which is what Python nodes rely on.
    ///
    /// Objects merge member by member, however deep; lists, scalars and null replace what was there. An object without
    /// anything in it changes nothing and makes no key, inside another object neither; in a list it stays.
    package mutating func merge(_ changes: [String: JSONValue]) {
        if case .object(let merged)? = Self.merged(.object(values), .object(changes)) { values = merged }
    }

    /// `old` with `change` in it; nil when that changes nothing.
    private static func merged(_ old: JSONValue?, _ change: JSONValue) -> JSONValue? {
        guard case .object(let changes) = change else { return change }
        var members = old?.object ?? [:]
        var isChanged = false
        for (name, value) in changes {
            guard let new = merged(members[name], value) else { continue }
            members[name] = new
            isChanged = true
        }
        return isChanged ? .object(members) : nil
    }
}
