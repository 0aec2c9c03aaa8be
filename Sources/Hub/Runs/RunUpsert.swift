import JSON

/// What `upsertBucket` asks for; nil leaves what is there.
struct RunUpsert: Sendable {
    var storageID: String?
    var key: RunKey?
    var displayName: String?
    var configText: String?
    var summaryText: String?
    var tags: [String]?
    /// By the names of ``RunDetails/texts``.
    var texts: [String: String] = [:]
    /// The name of the key that asks.
    var user = ""

    init(key: RunKey? = nil, storageID: String? = nil) {
        self.key = key
        self.storageID = storageID
    }

    /// - Parameters:
    ///   - input: The mutation's `input`.
    ///   - home: The project of an input that names none.
    init(input: JSONValue, home: ProjectKey, user: String) {
        storageID = input["id"]?.text
        key = input["name"]?.text.map { name in
            RunKey(
                project: ProjectKey(
                    entity: Self.named(input["entityName"]) ?? home.entity,
                    project: Self.named(input["modelName"]) ?? home.project),
                name: name)
        }
        displayName = Self.named(input["displayName"])
        configText = input["config"]?.text
        summaryText = input["summaryMetrics"]?.text
        tags = input["tags"]?.list?.compactMap(\.text)
        for (name, key) in Self.details {
            if let text = input[name]?.text { texts[key] = text }
        }
        self.user = user
    }

    /// Names of the API's input, and what ``RunDetails`` calls them.
    private static let details = [
        "notes": "notes", "description": "description", "groupName": "group", "jobType": "jobType",
        "commit": "commit", "host": "host", "jobProgram": "program", "jobRepo": "repo", "sweep": "sweep",
    ]

    private static func named(_ value: JSONValue?) -> String? { value?.text.flatMap { $0.isEmpty ? nil : $0 } }
}
