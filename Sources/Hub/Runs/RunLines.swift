/// The files of lines that a run's stream carries.
enum RunLines: String, Sendable, CaseIterable {
    case history = "wandb-history.jsonl"
    case events = "wandb-events.jsonl"
    case log = "output.log"

    /// Lines that are kept; of events only the last, with the run itself.
    var kept: Int {
        switch self {
        case .history: ShelfLimits.historyRows
        case .events: 0
        case .log: ShelfLimits.logLines
        }
    }
}

/// How many lines there are, and the last of them.
struct LineTail: Sendable, Equatable {
    var count = 0
    var last: String?

    /// `lines` stand at `offset`, in place of what stood there, and lines after them stay: true when there are none.
    @discardableResult
    mutating func put(_ lines: [String], at offset: Int) -> Bool {
        guard let line = lines.last, offset + lines.count >= count else { return false }
        count = offset + lines.count
        last = line
        return true
    }
}
