import JSON

/// What can be asked.
struct QueryRoot: GraphObject {
    let type = "Query"
    let scope: HubScope

    func value(of field: String, _ arguments: [String: JSONValue]) throws(GraphError) -> GraphValue {
        switch field {
        case "viewer": return .object(HubRecords.viewer(scope))
        case "serverInfo": return .object(HubRecords.serverInfo)
        case "project", "model":
            guard let name = arguments["name"]?.text else { throw GraphError("The project needs a name.") }
            let entity = arguments["entityName"]?.text ?? ""
            let key = ProjectKey(entity: entity.isEmpty ? scope.shelf.home.entity : entity, project: name)
            return scope.shelf.project(key).map { .object(ProjectFields(key: key, project: $0, scope: scope)) } ?? .null
        case "entity":
            return .object(HubRecords.entity(arguments["name"]?.text ?? scope.shelf.home.entity))
        case "__type":
            let name = arguments["name"]?.text ?? ""
            return HubRecords.type(name)
        default: return .null
        }
    }
}
