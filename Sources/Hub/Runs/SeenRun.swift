import JSON
import SharedState

/// A run at the moment of a query, with its state then.
struct SeenRun: Sendable {
    let run: ShelvedRun
    let state: RunState
    /// The moment's heartbeat, as the API writes it.
    var heartbeatAt: String { WireDate.text(run.pulse.heardAt) }
}

extension SeenRun: FilteredRun {
    /// The value at `path` as filters and orders name it; nil when it is missing.
    func value(at path: String) -> JSONValue? {
        switch path {
        case "state": .text(state.rawValue)
        case "display_name", "displayName": .text(run.displayName)
        case "name": .text(run.key.name)
        case "created_at", "createdAt": .text(WireDate.text(run.createdAt))
        case "heartbeat_at", "heartbeatAt": .text(heartbeatAt)
        case "tags": .list(run.details.tags.map(JSONValue.text))
        case "group": run.details.texts["group"].map(JSONValue.text)
        case "job_type", "jobType": run.details.texts["jobType"].map(JSONValue.text)
        case "notes": run.details.texts["notes"].map(JSONValue.text)
        case "user", "username": .text(run.details.user)
        default: path.hasPrefix("config.") ? run.config.value(at: path.dropFirst("config.".count)) : nil
        }
    }
}
