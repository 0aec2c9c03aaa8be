package import JSON

/// One request of a run's stream; without rows and end it says only that the node lives.
package struct RunBeat: Sendable, Equatable {
    /// The index of the first row among all rows of the run.
    package var offset: Int
    /// Rows of history, complete, `_step`, `_runtime` and `_timestamp` among their members.
    package var rows: [JSONValue]
    /// The summary: the last value of every member of the history; nil leaves it.
    package var summary: JSONValue?
    /// The process ends with this exit code; nil while it lives.
    package var exitCode: Int?

    package init(offset: Int = 0, rows: [JSONValue] = [], summary: JSONValue? = nil, exitCode: Int? = nil) {
        self.offset = offset
        self.rows = rows
        self.summary = summary
        self.exitCode = exitCode
    }
}
