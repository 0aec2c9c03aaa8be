/// The types that a hub knows: what the clients' requests of `10-wandb-wire.md` section 2 select, and a little more.
enum HubGraph {
    static let schema: GraphSchema = {
        var schema = GraphSchema()
        schema.add(
            "Query", leaves: "",
            branches: [
                "viewer": "User", "serverInfo": "ServerInfo", "project": "Project", "model": "Project",
                "entity": "Entity", "__type": "__Type",
            ])
        schema.add(
            "Mutation", leaves: "",
            branches: [
                "upsertBucket": "UpsertBucketPayload", "deleteRun": "DeleteRunPayload",
                "createRunFiles": "CreateRunFilesPayload",
            ])
        schema.add("UpsertBucketPayload", leaves: "inserted clientMutationId", branches: ["bucket": "Run"])
        schema.add("DeleteRunPayload", leaves: "success clientMutationId")
        schema.add(
            "CreateRunFilesPayload", leaves: "runID uploadHeaders clientMutationId", branches: ["files": "File"])
        schema.add("File", leaves: "id name uploadUrl")
        schema.add(
            "User", leaves: "id name username email admin flags entity",
            branches: ["teams": "EntityConnection", "defaultEntity": "Entity"])
        schema.add("EntityConnection", leaves: "", branches: ["edges": "EntityEdge"])
        schema.add("EntityEdge", leaves: "", branches: ["node": "Entity"])
        schema.add("Entity", leaves: "id name isTeam available", branches: ["organization": "Organization"])
        schema.add("Organization", leaves: "id name coreWeaveOrganizationId")
        schema.add(
            "ServerInfo", leaves: "cliVersionInfo exposesExplicitVersion frontendHost",
            branches: ["latestLocalVersionInfo": "LocalVersionInfo", "features": "ServerFeature"])
        schema.add("LocalVersionInfo", leaves: "outOfDate latestVersionString versionOnThisInstanceString")
        schema.add("ServerFeature", leaves: "name isEnabled")
        schema.add(
            "Project",
            leaves: "id internalId name entityName createdAt description access readOnly isBenchmark runCount",
            branches: ["entity": "Entity", "run": "Run", "bucket": "Run", "runs": "RunConnection"])
        schema.add("RunConnection", leaves: "totalCount", branches: ["edges": "RunEdge", "pageInfo": "PageInfo"])
        schema.add("RunEdge", leaves: "cursor", branches: ["node": "Run"])
        schema.add("PageInfo", leaves: "endCursor hasNextPage")
        schema.add("Run", leaves: RunFields.leaves, branches: ["user": "User", "project": "Project"])
        schema.add("__Type", leaves: "name kind", branches: ["fields": "__Field"])
        schema.add("__Field", leaves: "name")
        return schema
    }()
}
