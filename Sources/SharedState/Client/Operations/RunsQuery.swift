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

    /// The same list without what may be long in a run.
    static let runNames = GraphQLOperation(
        name: "Runs",
        text: """
            query Runs(
              $project: String!, $entity: String!, $cursor: String, $perPage: Int = 50, $order: String,
              $filters: JSONString
            ) {
              project(name: $project, entityName: $entity) {
                runs(filters: $filters, after: $cursor, first: $perPage, order: $order) {
                  edges { node { id name } cursor }
                  pageInfo { endCursor hasNextPage }
                }
              }
            }
            """)
}

extension WandbProject {
    /// Answers of one list that may be too long; each has cost us as much as we take.
    private static let mostTooLong = 64

    /// A run that makes no sense, or fits no answer, is left out; of one that came twice, since the list changed while
    /// we read, the later counts. Of too many the youngest are not read.
    package func runs(matching filter: RunFilter) async throws(StateError) -> [Run] {
        var found = RunList()
        var cursors: Set<String> = []
        var cursor: String?
        var size = perPage
        var tooLong = 0
        repeat {
            var page: RunsPage?
            do throws(StateError) {
                page = try await self.page(.runs, of: size, after: cursor, filter)
            } catch {
                tooLong += 1
                guard error == .tooLong, tooLong <= Self.mostTooLong else { throw error }
                if size > 1 {
                    size /= 2
                    continue
                }
                // The run alone is too long: it is passed by.
                page = try await self.page(.runNames, of: 1, after: cursor, filter)
                size = perPage
            }
            guard let page else { throw cursor == nil ? .noProject : .malformed("a project that went away") }
            found.add(page)
            cursor = page.next
            guard let cursor else { break }
            guard cursors.insert(cursor).inserted else { throw .malformed("the list of runs goes in a circle") }
        } while found.runs.count < mostRuns
        if found.unreadable > 0 {
            logger.notice("left out runs that make no sense", metadata: ["runs": "\(found.unreadable)"])
        }
        if cursor != nil {
            logger.warning("too many runs, the youngest were not read", metadata: ["runs": "\(found.runs.count)"])
        }
        return Array(found.runs.prefix(mostRuns))
    }

    /// A page of `size` runs, those after `cursor`; nil when the server has no such project.
    private func page(
        _ operation: GraphQLOperation, of size: Int, after cursor: String?, _ filter: RunFilter
    ) async throws(StateError) -> RunsPage? {
        try RunsPage(
            await transport.ask(
                operation,
                [
                    "project": .text(address.project), "entity": .text(address.entity), "cursor": JSONValue(cursor),
                    "perPage": .integer(Int64(size)), "order": "+created_at", "filters": .text(filter.text),
                ]))
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
