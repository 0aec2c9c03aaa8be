import JSON
import SharedState

/// The order of a list of runs, as `order` asks: `+created_at`, `-heartbeat_at,+display_name` ..
///
/// Whatever is asked, runs of equal values stand in the order in which they were made.
struct RunOrder {
    private struct Part {
        var path: String
        var isDescending: Bool
    }

    private let parts: [Part]
    /// What was made last stands first.
    private let newestFirst: Bool

    /// - Throws: ``GraphError`` for more than four parts.
    init(_ text: String) throws(GraphError) {
        let wanted = text.split(separator: ",").map { $0.trimmingPrefix(" ") }
        guard wanted.count <= 4 else { throw GraphError("The order has more than four parts.") }
        var parts: [Part] = []
        var newestFirst = false
        for part in wanted where !part.isEmpty {
            let isDescending = part.hasPrefix("-")
            let path = String(part.hasPrefix("-") || part.hasPrefix("+") ? part.dropFirst() : part)
            if path == "created_at" || path == "createdAt" {
                // Runs are made one after the other: what would follow decides nothing.
                newestFirst = isDescending
                break
            }
            parts.append(Part(path: path, isDescending: isDescending))
        }
        self.parts = parts
        self.newestFirst = newestFirst
    }

    /// The place of `run`, wherever others come and go.
    func cursor(of run: SeenRun) -> RunCursor {
        RunCursor(values: parts.map { .init(run.value(at: $0.path)) }, sequence: run.run.sequence)
    }

    /// Whether `left` stands before `right`.
    func precedes(_ left: RunCursor, _ right: RunCursor) -> Bool {
        for (part, pair) in zip(parts, zip(left.values, right.values)) where pair.0 != pair.1 {
            return part.isDescending ? pair.1 < pair.0 : pair.0 < pair.1
        }
        return newestFirst ? left.sequence > right.sequence : left.sequence < right.sequence
    }

    /// Whether `runs`, oldest first, need only be turned round, if that.
    var isByAge: Bool { parts.isEmpty }

    /// `runs`, oldest first, in this order.
    func sorted(_ runs: [SeenRun]) -> [SeenRun] {
        guard !isByAge else { return newestFirst ? runs.reversed() : runs }
        return runs.map { (cursor(of: $0), $0) }.sorted { precedes($0.0, $1.0) }.map(\.1)
    }
}
