/// One project of runs, wherever it is kept: at W&B, in a hub, or in memory.
package protocol RunProject: Sendable {
    /// What going on with run `id` needs to know; nil when there is no such run.
    func resume(_ id: String) async throws(StateError) -> ResumedRun?
    /// The run has this config, all of it; it is made when it is not there, and counts as running.
    func upsert(_ change: RunChange) async throws(StateError) -> UpsertedRun
    /// A beat of the run's heart, with what is added to it: the run counts as running, unless `beat` completes it.
    func beat(_ id: String, _ beat: RunBeat) async throws(StateError)
    /// All runs that match, oldest first, read page by page to the end.
    /// - Throws: ``StateError/noProject`` where nobody has made the project.
    func runs(matching filter: RunFilter) async throws(StateError) -> [Run]
    /// The run is gone, as far as the server lets us.
    func delete(storageID: String) async throws(StateError)
}

/// A run that is there already, as its next process needs it.
package struct ResumedRun: Sendable, Equatable {
    package var storageID: String
    package var displayName: String
    package var config: RunConfig
    /// Rows of history the server has: the offset of the next one.
    package var historyRows: Int
    /// The number of the last row's step; nil without rows.
    package var lastStep: Int?

    package init(storageID: String, displayName: String, config: RunConfig, historyRows: Int, lastStep: Int?) {
        self.storageID = storageID
        self.displayName = displayName
        self.config = config
        self.historyRows = historyRows
        self.lastStep = lastStep
    }
}

/// The complete config of a run.
package struct RunChange: Sendable, Equatable {
    package var id: String
    /// Nil leaves it.
    package var displayName: String?
    /// All of it: whether a server replaces or merges is not known, and does not matter then.
    package var config: RunConfig

    package init(id: String, displayName: String? = nil, config: RunConfig) {
        self.id = id
        self.displayName = displayName
        self.config = config
    }
}

/// What the server says of a run after a change.
package struct UpsertedRun: Sendable, Equatable {
    package var storageID: String
    package var historyRows: Int
    /// Whether this change made the run.
    package var isNew: Bool

    package init(storageID: String, historyRows: Int, isNew: Bool) {
        self.storageID = storageID
        self.historyRows = historyRows
        self.isNew = isNew
    }
}
