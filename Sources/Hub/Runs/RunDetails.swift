import JSON

/// What people and clients write about a run; nothing here decides anything.
struct RunDetails: Sendable, Equatable {
    /// By the names of the API: `notes`, `description`, `group`, `jobType`, `commit`, `host`, `program`, `repo`, `sweep`.
    var texts: [String: String] = [:]
    var tags: [String] = []
    /// The name of the key by which the run was made.
    var user = ""

    /// Bytes of all of it.
    var bytes: Int {
        texts.values.reduce(0) { $0 + $1.utf8.count } + tags.reduce(0) { $0 + $1.utf8.count }
    }

    var json: JSONValue {
        [
            "texts": .object(texts.mapValues(JSONValue.text)), "tags": .list(tags.map(JSONValue.text)),
            "user": .text(user),
        ]
    }

    init(user: String = "") { self.user = user }

    /// What ``json`` gave; what is missing is empty.
    init(_ json: JSONValue) {
        texts = json["texts"]?.object?.compactMapValues(\.text) ?? [:]
        tags = json["tags"]?.list?.compactMap(\.text) ?? []
        user = json["user"]?.text ?? ""
    }
}
