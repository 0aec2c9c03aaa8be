import JSON
import Testing

/// The operations as a node without W&B's client sends them (`10-wandb-wire.md` section 4).
extension RunningHub {
    private static let upsertText = """
        mutation UpsertBucket($id: String, $name: String, $project: String, $entity: String, $displayName: String, \
        $config: JSONString, $tags: [String!], $notes: String, $summaryMetrics: JSONString) { upsertBucket(input: \
        {id: $id, name: $name, modelName: $project, entityName: $entity, displayName: $displayName, config: $config, \
        tags: $tags, notes: $notes, summaryMetrics: $summaryMetrics}) { bucket { id name displayName state config \
        historyLineCount } inserted } }
        """
    private static let runsText = """
        query Runs($project: String!, $entity: String!, $cursor: String, $perPage: Int = 50, $order: String, \
        $filters: JSONString) { project(name: $project, entityName: $entity) { runCount(filters: $filters) \
        runs(filters: $filters, after: $cursor, first: $perPage, order: $order) { edges { node { id name displayName \
        state config createdAt heartbeatAt } cursor } pageInfo { endCursor hasNextPage } } } }
        """
    private static let resumeText = """
        query RunResumeStatus($project: String, $entity: String, $name: String!) { model(name: $project, entityName: \
        $entity) { id name entity { id name } bucket(name: $name, missingOk: true) { id name summaryMetrics \
        displayName logLineCount historyLineCount eventsLineCount historyTail eventsTail config tags \
        wandbConfig(keys: ["t"]) } } }
        """

    /// Makes or changes a run, and gives `upsertBucket`.
    @discardableResult
    func upsert(
        _ name: String?, id: String? = nil, project: String = "opencompute", config: String? = nil,
        displayName: String? = nil, notes: String? = nil
    ) async throws -> JSONValue {
        func text(_ text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }
        let answer = try await graph(
            Self.upsertText,
            [
                "id": text(id), "name": text(name), "project": .text(project), "entity": "neuralinternet",
                "displayName": text(displayName), "config": text(config), "notes": text(notes),
            ])
        return try #require(answer.data["upsertBucket"], "\(answer.text.prefix(300))")
    }

    /// One page of runs: the answer's `project`.
    func page(
        filters: String = "{}", after: String? = nil, first: Int = 50, order: String = "+created_at",
        project: String = "opencompute"
    ) async throws -> JSONValue {
        let answer = try await graph(
            Self.runsText,
            [
                "project": .text(project), "entity": "neuralinternet", "cursor": after.map(JSONValue.text) ?? .null,
                "perPage": .integer(Int64(first)), "order": .text(order), "filters": .text(filters),
            ])
        return try #require(answer.data["project"], "\(answer.text.prefix(300))")
    }

    /// All runs, page by page as Python's client does it.
    func runs(
        filters: String = "{}", first: Int = 50, order: String = "+created_at"
    ) async throws -> [JSONValue] {
        var (nodes, cursor): ([JSONValue], String?) = ([], nil)
        while true {
            let runs = try await page(filters: filters, after: cursor, first: first, order: order)["runs"]
            let edges = runs?["edges"]?.list ?? []
            nodes += edges.compactMap { $0["node"] }
            cursor = edges.last?["cursor"]?.text
            guard runs?["pageInfo"]?["hasNextPage"]?.bool == true else { return nodes }
        }
    }

    /// `model` as `RunResumeStatus` has it.
    func resume(_ name: String, project: String = "opencompute") async throws -> JSONValue {
        let answer = try await graph(
            Self.resumeText, ["project": .text(project), "entity": "neuralinternet", "name": .text(name)])
        return answer.data["model"] ?? .null
    }

    func delete(_ id: String) async throws -> Answer {
        try await graph(
            "mutation DeleteRun($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }", ["id": .text(id)])
    }

    func state(_ name: String) async throws -> String? {
        let nodes = try await runs(filters: #"{"name":"\#(name)"}"#)
        return nodes.first?["state"]?.text
    }
}
