/// What the database does not know yet.
struct UnsavedChanges: Sendable {
    struct Line: Hashable, Sendable {
        var sequence: Int64
        var kind: RunLines
        var offset: Int
    }

    struct File: Hashable, Sendable {
        var sequence: Int64
        var name: String
    }

    var projects: Set<ProjectKey> = []
    var runs: Set<Int64> = []
    var pulses: Set<Int64> = []
    var deleted: Set<Int64> = []
    var lines: [Line: String] = [:]
    var files: [File: [UInt8]] = [:]

    /// These changes, after `earlier` ones that could not be saved.
    mutating func add(earlier: UnsavedChanges) {
        projects.formUnion(earlier.projects)
        runs.formUnion(earlier.runs)
        pulses.formUnion(earlier.pulses)
        deleted.formUnion(earlier.deleted)
        lines.merge(earlier.lines) { later, _ in later }
        files.merge(earlier.files) { later, _ in later }
    }
}
