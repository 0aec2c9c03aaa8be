import JSON

/// One page of a list of runs.
struct RunsPage: Sendable {
    var runs: [Run]
    /// Nodes that make no sense.
    var unreadable: Int
    /// What the next page starts after; nil on the last page.
    var next: String?

    /// The page in the `data` of an answer; nil when there is no such project.
    init?(_ data: JSONValue) throws(StateError) {
        guard let project = data["project"] else { throw .malformed("no project") }
        if project.isNull { return nil }
        guard let list = project["runs"], let edges = list["edges"]?.list,
            let goesOn = list["pageInfo"]?["hasNextPage"]?.bool
        else { throw .malformed("no list of runs") }
        runs = edges.compactMap { $0["node"].flatMap(Run.init(node:)) }
        unreadable = edges.count - runs.count
        if goesOn {
            guard let cursor = edges.last?["cursor"]?.text, !cursor.isEmpty else {
                throw .malformed("a list of runs that goes on nowhere")
            }
            next = cursor
        }
    }
}
