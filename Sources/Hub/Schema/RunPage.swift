/// The part of a list of runs that one answer has.
struct RunPage {
    /// Runs of a page, at most.
    static let most = 1_000
    /// Bytes of configs and summaries of a page, about: a page of huge ones has fewer runs.
    static let bytes = 16 << 20

    let runs: [SeenRun]
    let hasMore: Bool

    /// - Parameters:
    ///   - all: Oldest first.
    ///   - after: Where the page before ended.
    ///   - first: How many are wanted.
    init(_ all: [SeenRun], order: RunOrder, after: RunCursor?, first: Int) {
        let sorted = order.sorted(all)
        var start = 0
        if let after {
            // The first that stands behind the cursor, by bisection: the list is sorted.
            var end = sorted.count
            while start < end {
                let middle = (start + end) / 2
                if order.precedes(after, order.cursor(of: sorted[middle])) { end = middle } else { start = middle + 1 }
            }
        }
        var end = start
        var bytes = 0
        while end < sorted.count, end - start < max(1, min(first, Self.most)) {
            bytes += sorted[end].run.configText.utf8.count + sorted[end].run.summaryText.utf8.count
            if bytes > Self.bytes, end > start { break }
            end += 1
        }
        runs = Array(sorted[start..<end])
        hasMore = end < sorted.count
    }
}
