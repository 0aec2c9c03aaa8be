import JSON

extension GraphQLOperation {
    static let upsertBucket = GraphQLOperation(
        name: "UpsertBucket",
        text: """
            mutation UpsertBucket (
              $id: String, $name: String, $project: String, $entity: String, $groupName: String, $description: String,
              $displayName: String, $notes: String, $commit: String, $config: JSONString, $host: String,
              $debug: Boolean, $program: String, $repo: String, $jobType: String, $state: String, $sweep: String,
              $tags: [String!], $summaryMetrics: JSONString
            ) {
              upsertBucket(input: {
                id: $id, name: $name, groupName: $groupName, modelName: $project, entityName: $entity,
                description: $description, displayName: $displayName, notes: $notes, config: $config, commit: $commit,
                host: $host, debug: $debug, jobProgram: $program, jobRepo: $repo, jobType: $jobType, state: $state,
                sweep: $sweep, tags: $tags, summaryMetrics: $summaryMetrics
              }) {
                bucket {
                  id name displayName description config sweepName
                  project { id name entity { id name } }
                  historyLineCount
                }
                inserted
              }
            }
            """)
}

extension WandbProject {
    /// The variables that stay as the server has them.
    private static let untouched = [
        "id", "groupName", "description", "notes", "commit", "debug", "repo", "jobType", "state", "sweep", "tags",
        "summaryMetrics",
    ]

    /// A change with a display name also says where and by what program the run is made, as W&B's client does at
    /// the start of a run.
    package func upsert(_ change: RunChange) async throws(StateError) -> UpsertedRun {
        try check(change.id)
        var variables = Dictionary(uniqueKeysWithValues: Self.untouched.map { ($0, JSONValue.null) })
        variables["name"] = .text(change.id)
        variables["project"] = .text(address.project)
        variables["entity"] = .text(address.entity)
        variables["displayName"] = JSONValue(change.displayName)
        variables["config"] = .text(change.config.wireText)
        variables["host"] = JSONValue(change.displayName.map { _ in host })
        variables["program"] = JSONValue(change.displayName.map { _ in "nicompute" })
        let data = try await transport.ask(.upsertBucket, variables)
        return try UpsertedRun(data["upsertBucket"], id: change.id)
    }
}

extension UpsertedRun {
    /// What the answer to a change of the run `id` says of it.
    init(_ answer: JSONValue?, id: String) throws(StateError) {
        guard let bucket = answer?["bucket"], let storageID = bucket["id"]?.text, !storageID.isEmpty else {
            throw .malformed("a changed run without its id")
        }
        if let name = bucket["name"], !name.isNull, name.text != id { throw .malformed("another run was changed") }
        let isNew = answer?["inserted"]?.bool ?? false
        // Rows of a run that is there already would be overwritten from 0 on.
        guard let rows = bucket["historyLineCount"]?.count ?? (isNew ? 0 : nil) else {
            throw .malformed("a changed run whose history is not counted")
        }
        self.init(storageID: storageID, historyRows: rows, isNew: isNew)
    }
}
