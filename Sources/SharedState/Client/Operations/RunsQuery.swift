import JSON
import Logging

extension GraphQLOperation {
    static let runs = GraphQLOperation(
        name: "Runs",
        text: """
            query Runs(
              $project: String!, $entity: String!, $cursor: String, $perPage: Int = 50, $order: String,
              $filters: JSONString
            ) {
              project(name: $project, entityName: $entity) {
                runCount(filters: $filters)
                readOnly
                runs(filters: $filters, after: $cursor, first: $perPage, order: $order) {
                  edges { node { ...RunFragment } cursor }
                  pageInfo { endCursor hasNextPage }
                }
              }
            }
            fragment RunFragment on Run {
              id tags name displayName sweepName state config group jobType commit readOnly createdAt heartbeatAt
              description notes systemMetrics summaryMetrics historyLineCount user { name username } historyKeys
            }
            """)
}

extension WandbProject {
    /// No project, no runs. A run that makes no sense is left out; of one that came twice, since the list changed
    /// while we read, the later counts. Of too many the youngest are not read.
    package func runs(matching filter: RunFilter) async throws(StateError) -> [Run] {
        let filters = filter.text
        var found = RunList()
        var cursors: Set<String> = []
        var cursor: String?
        repeat {
            let data = try await transport.ask(
                .runs,
                [
                    "project": .text(address.project), "entity": .text(address.entity), "cursor": JSONValue(cursor),
                    "perPage": .integer(Int64(perPage)), "order": "+created_at", "filters": .text(filters),
                ])
            guard let page = try RunsPage(data) else { break }
            found.add(page)
            cursor = page.next
            if let cursor, !cursors.insert(cursor).inserted { throw .malformed("the list of runs goes in a circle") }
        } while cursor != nil && found.runs.count < mostRuns
        if found.unreadable > 0 {
            logger.notice("left out runs that make no sense", metadata: ["runs": "\(found.unreadable)"])
        }
        if cursor != nil {
            logger.warning("too many runs, the youngest were not read", metadata: ["runs": "\(found.runs.count)"])
        }
        return Array(found.runs.prefix(mostRuns))
    }
}

/// Runs of several pages, each once.
private struct RunList {
    private(set) var runs: [Run] = []
    private(set) var unreadable = 0
    private var places: [String: Int] = [:]

    mutating func add(_ page: RunsPage) {
        unreadable += page.unreadable
        for run in page.runs {
            if let place = places[run.storageID] {
                runs[place] = run
            } else {
                places[run.storageID] = runs.count
                runs.append(run)
            }
        }
    }
}
