/// What a hub keeps, at most.
enum ShelfLimits {
    static let runs = 50_000
    static let projects = 1_000
    /// Bytes of one run's config.
    static let configBytes = 4 << 20
    /// Bytes of all configs together.
    static let allConfigBytes = 1 << 30
    /// Bytes of a summary and of a line of history, events or log.
    static let textBytes = 1 << 20
    /// Bytes of a name of an entity, a project or a run, and of a display name.
    static let nameBytes = 256
    /// Bytes of notes, a description, all tags and the rest together.
    static let detailBytes = 64 << 10
    /// Lines before the first of a run that are imagined when a request skips some.
    static let lineNumber = 1 << 31
    /// Rows of history that are kept of a run; the oldest go first.
    static let historyRows = 100_000
    static let logLines = 10_000
    static let files = 100
    /// Bytes of a file that is kept; larger ones are taken and forgotten.
    static let fileBytes = 1 << 20
}
