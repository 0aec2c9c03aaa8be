import JSON

/// What can be changed.
struct MutationRoot: GraphObject {
    let type = "Mutation"
    let scope: HubScope

    func value(of field: String, _ arguments: [String: JSONValue]) throws(GraphError) -> GraphValue {
        guard let input = arguments["input"], input.object != nil else {
            throw GraphError("Field \"\(field)\" needs the argument \"input\".")
        }
        try scope.allowance.spend(1_000)
        switch field {
        case "upsertBucket": return try upsertBucket(input)
        case "deleteRun": return try deleteRun(input)
        case "createRunFiles": return try createRunFiles(input)
        default: return .null
        }
    }

    private func upsertBucket(_ input: JSONValue) throws(GraphError) -> GraphValue {
        let change = RunUpsert(input: input, home: scope.shelf.home, user: scope.user)
        let done = try scope.change { () throws(ShelfError) in try scope.shelf.upsert(change) }
        return .object(
            GraphRecord(
                type: "UpsertBucketPayload",
                fields: [
                    "bucket": .object(RunFields(scope.shelf.seen(done.run), scope)),
                    "inserted": .leaf(.bool(done.isNew)),
                ]))
    }

    private func deleteRun(_ input: JSONValue) throws(GraphError) -> GraphValue {
        let id = input["id"]?.text ?? ""
        try scope.change { () throws(ShelfError) in try scope.shelf.delete(storageID: id) }
        return .object(GraphRecord(type: "DeleteRunPayload", fields: ["success": .leaf(true)]))
    }

    /// Never null: wandb-core ends in a panic then.
    private func createRunFiles(_ input: JSONValue) throws(GraphError) -> GraphValue {
        let home = scope.shelf.home
        let key = RunKey(
            project: ProjectKey(
                entity: input["entityName"]?.text ?? home.entity, project: input["projectName"]?.text ?? home.project),
            name: input["runName"]?.text ?? "")
        guard let run = scope.shelf.run(key) else { throw GraphError("\(ShelfError.unknownRun)") }
        var files: [GraphValue] = []
        if let uploads = scope.uploads {
            for name in (input["files"]?.list ?? []).compactMap(\.text).prefix(ShelfLimits.files)
            where !name.isEmpty && name.utf8.count <= ShelfLimits.nameBytes {
                let fields: [String: GraphValue] = [
                    "id": .text(HubRecords.id("File", "\(run.sequence):\(name)")), "name": .text(name),
                    "uploadUrl": .text(uploads.url(run.sequence, name)),
                ]
                files.append(.object(GraphRecord(type: "File", fields: fields)))
            }
        }
        return .object(
            GraphRecord(
                type: "CreateRunFilesPayload",
                fields: ["runID": .text(run.storageID), "uploadHeaders": .leaf([]), "files": .list(files)]))
    }
}
