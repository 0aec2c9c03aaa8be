import JSON

extension GraphQLOperation {
    static let runResumeStatus = GraphQLOperation(
        name: "RunResumeStatus",
        text: """
            query RunResumeStatus ($project: String, $entity: String, $name: String!) {
              model(name: $project, entityName: $entity) {
                id name entity { id name }
                bucket(name: $name, missingOk: true) {
                  id name summaryMetrics displayName logLineCount historyLineCount eventsLineCount
                  historyTail eventsTail config tags wandbConfig(keys: ["t"])
                }
              }
            }
            """)
}

extension WandbProject {
    /// A run whose config or history the server tells in a way we do not understand is an error, never an empty run:
    /// going on from nothing would overwrite what is there.
    package func resume(_ id: String) async throws(StateError) -> ResumedRun? {
        try check(id)
        let data = try await transport.ask(
            .runResumeStatus,
            ["project": .text(address.project), "entity": .text(address.entity), "name": .text(id)])
        guard let model = data["model"] else { throw .malformed("no model") }
        if model.isNull { return nil }
        guard let bucket = model["bucket"] else { throw .malformed("no bucket") }
        if bucket.isNull { return nil }
        return try ResumedRun(bucket: bucket, id: id)
    }

    /// An id that the server would take for something else is refused here.
    func check(_ id: String) throws(StateError) {
        guard WandbAddress.isRunID(id) else { throw .refused("\(ServerText.clean(id)) is no id of a run") }
    }
}

extension ResumedRun {
    /// The run `id` as a `bucket` of RunResumeStatus tells it.
    init(bucket: JSONValue, id: String) throws(StateError) {
        guard let storageID = bucket["id"]?.text, !storageID.isEmpty else { throw .malformed("a run without its id") }
        if let name = bucket["name"], !name.isNull, name.text != id { throw .malformed("another run") }
        guard let config = bucket["config"]?.inner, config.object != nil else {
            throw .malformed("a run whose config cannot be read")
        }
        guard let rows = bucket["historyLineCount"]?.count else {
            throw .malformed("a run whose history is not counted")
        }
        self.init(
            storageID: storageID, displayName: bucket["displayName"]?.text ?? "", config: RunConfig(wire: config),
            historyRows: rows, lastStep: try Self.lastStep(of: bucket["historyTail"], rows: rows))
    }

    /// The step of the last row; a row that does not say it counts as a step like any other.
    private static func lastStep(of tail: JSONValue?, rows: Int) throws(StateError) -> Int? {
        guard rows > 0 else { return nil }
        guard let last = tail?.inner?.list?.last else { throw .malformed("a run whose history has no end") }
        guard let row = last.inner, row.object != nil else { throw .malformed("a row that cannot be read") }
        return row["_step"]?.count ?? rows - 1
    }
}
