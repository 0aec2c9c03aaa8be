import Foundation
import JSON
import SharedState

/// The type `Project`.
struct ProjectFields: GraphObject {
    let type = "Project"
    let key: ProjectKey
    let project: ShelvedProject
    let scope: HubScope

    func value(of field: String, _ arguments: [String: JSONValue]) throws(GraphError) -> GraphValue {
        switch field {
        case "id": return .text(HubRecords.id("Project:v1", "\(key.project):\(key.entity)"))
        case "internalId": return .text(HubRecords.id("ProjectInternalId", "\(key.project):\(key.entity)"))
        case "name": return .text(key.project)
        case "entityName": return .text(key.entity)
        case "entity": return .object(HubRecords.entity(key.entity))
        case "createdAt": return .text(WireDate.text(project.createdAt))
        case "access": return .text("USER_WRITE")
        case "readOnly", "isBenchmark": return .leaf(false)
        case "run", "bucket":
            guard let run = arguments["name"]?.text.flatMap({ project[$0] }) else { return .null }
            return .object(RunFields(scope.shelf.seen(run), scope))
        case "runCount": return .count(try matching(arguments).count)
        case "runs": return .object(try page(arguments))
        default: return .null
        }
    }

    /// `filters` is a JSON text, and none for all.
    private func matching(_ arguments: [String: JSONValue]) throws(GraphError) -> [SeenRun] {
        let filters = arguments["filters"] ?? .null
        return try scope.runs(project, key, filter: filters.text ?? (filters.isNull ? "" : filters.serializedText))
    }

    private func page(_ arguments: [String: JSONValue]) throws(GraphError) -> GraphRecord {
        let runs = try matching(arguments)
        let order = try RunOrder(arguments["order"]?.text ?? "")
        try scope.allowance.spend(runs.count)
        let after = try arguments["after"]?.text.flatMap { text throws(GraphError) -> RunCursor? in
            text.isEmpty ? nil : try RunCursor(text: text)
        }
        let page = RunPage(
            runs, order: order, after: after, first: arguments["first"]?.integer.flatMap(Int.init(exactly:)) ?? 50)
        var edges: [GraphValue] = []
        for run in page.runs {
            let cursor = order.cursor(of: run).text
            edges.append(
                .object(
                    GraphRecord(
                        type: "RunEdge",
                        fields: ["node": .object(RunFields(run, scope)), "cursor": .text(cursor)])))
        }
        let info: [String: GraphValue] = [
            "endCursor": .text(page.runs.last.map { order.cursor(of: $0).text }),
            "hasNextPage": .leaf(.bool(page.hasMore)),
        ]
        return GraphRecord(
            type: "RunConnection",
            fields: [
                "edges": .list(edges), "totalCount": .count(runs.count),
                "pageInfo": .object(GraphRecord(type: "PageInfo", fields: info)),
            ])
    }
}
