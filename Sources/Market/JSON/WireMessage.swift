package import JSON

/// A message of the compute protocol, or a part of one: an object whose members have names, types and defaults.
package protocol WireMessage: Sendable {
    /// What `members` say; absent and null ones take their defaults.
    init(members: JSONMembers) throws(JSONMembers.WrongType)

    /// All members as they are written.
    var members: [String: JSONValue] { get }
}

extension WireMessage {
    /// What the object `json` says.
    package init(json: JSONValue) throws(JSONMembers.WrongType) {
        try self.init(members: JSONMembers(json))
    }

    /// The message as an object.
    package var json: JSONValue { .object(members) }
}
