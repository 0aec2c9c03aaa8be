import JSON
import SharedState

/// The type `Run`.
struct RunFields: GraphObject {
    let type = "Run"
    private let seen: SeenRun
    private let scope: HubScope

    static let leaves = """
        id projectId name displayName sweepName state config group groupName jobType commit readOnly createdAt \
        heartbeatAt updatedAt description notes systemMetrics summaryMetrics historyLineCount eventsLineCount \
        logLineCount historyTail eventsTail historyKeys tags host stopped wandbConfig exitCode
        """

    init(_ seen: SeenRun, _ scope: HubScope) {
        self.seen = seen
        self.scope = scope
    }

    func value(of field: String, _ arguments: [String: JSONValue]) throws(GraphError) -> GraphValue {
        let run = seen.run
        switch field {
        case "id": return .text(run.storageID)
        case "name": return .text(run.key.name)
        case "displayName": return .text(run.displayName)
        case "state": return .text(seen.state.rawValue)
        case "config": return .text(run.configText)
        case "wandbConfig": return .text((run.config["_wandb"] ?? [:]).serializedText)
        case "summaryMetrics": return .text(run.summaryText)
        case "createdAt": return .text(WireDate.text(run.createdAt))
        case "heartbeatAt", "updatedAt": return .text(seen.heartbeatAt)
        case "tags": return .leaf(.list(run.details.tags.map(JSONValue.text)))
        case "description": return .text(run.details.texts["description"] ?? "")
        case "group", "groupName": return .text(run.details.texts["group"])
        case "sweepName": return .text(run.details.texts["sweep"])
        case "jobType", "commit", "notes", "host": return .text(run.details.texts[field])
        // Nobody stops a node of the network by way of its run.
        case "readOnly", "stopped": return .leaf(false)
        case "user": return .object(HubRecords.user(run.details.user))
        case "project", "projectId": return try project(field)
        default: return stream(field, run.pulse)
        }
    }

    /// What the run's stream brought.
    private func stream(_ field: String, _ pulse: RunPulse) -> GraphValue {
        switch field {
        case "historyLineCount": .count(pulse.history.count)
        case "eventsLineCount": .count(pulse.events.count)
        case "logLineCount": .count(pulse.log.count)
        case "historyTail": .text(Self.tail(pulse.history))
        case "eventsTail": .text(Self.tail(pulse.events))
        case "systemMetrics": .text(pulse.events.last ?? "{}")
        case "historyKeys": .leaf(Self.keys(pulse.lastRow))
        case "exitCode": .leaf(pulse.exitCode.map { .integer(Int64($0)) } ?? .null)
        default: .null
        }
    }

    private func project(_ field: String) throws(GraphError) -> GraphValue {
        let key = seen.run.key.project
        guard let project = scope.shelf.project(key) else { return .null }
        let fields = ProjectFields(key: key, project: project, scope: scope)
        return field == "project" ? .object(fields) : .text(key.number)
    }

    /// A list of the last line, as a JSON text.
    private static func tail(_ lines: LineTail) -> String {
        JSONValue.list(lines.last.map { [.text($0)] } ?? []).serializedText
    }

    /// The members of the last row of the history.
    private static func keys(_ row: JSONValue?) -> JSONValue {
        let one: JSONValue = ["typeCounts": [["type": "number", "count": 1]]]
        return [
            "sets": [], "keys": .object((row?.object ?? [:]).mapValues { _ in one }),
            "lastStep": row?["_step"]?.integer.map(JSONValue.integer) ?? -1,
        ]
    }
}
