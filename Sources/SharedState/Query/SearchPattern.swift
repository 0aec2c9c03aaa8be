internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// Regular expressions that others send: compiled once, and given up where a search would not end.
///
/// With repetitions inside each other a short pattern can keep a search busy for years. A pattern that was given up
/// ``maxFailures`` times is not tried again while it is kept: it is found nowhere.
enum SearchPattern {
    /// Bytes of a text that are searched.
    static let maxTextLength = 65_536
    /// Of the processor, for one search; honest ones take less than a thousandth.
    private static let maxTime = Duration.milliseconds(100)
    private static let maxFailures = 3
    private static let maxKept = 256

    private struct Kept {
        let expression: NSRegularExpression
        var failures = 0
    }

    private static let kept = Mutex<[String: Kept]>([:])

    static func isValid(_ pattern: String) -> Bool { expression(pattern) != nil }

    /// Whether `text` has `pattern` somewhere; false for a pattern that is none, and when the search is given up.
    static func finds(_ pattern: String, in text: String) -> Bool {
        guard let (expression, failures) = expression(pattern), failures < maxFailures else { return false }
        let searched =
            text.utf8.count <= maxTextLength
            ? text : String(decoding: text.utf8.prefix(maxTextLength), as: UTF8.self)
        let end = processorTime + maxTime
        var (isFound, isGivenUp, reports) = (false, false, 0)
        let range = NSRange(location: 0, length: searched.utf16.count)
        // Reports come at every place that is tried, and by some thousands of steps at one.
        expression.enumerateMatches(in: searched, options: .reportProgress, range: range) { match, _, stop in
            isFound = match != nil
            reports += 1
            isGivenUp = !isFound && reports % 4 == 0 && processorTime > end
            if isFound || isGivenUp { stop.pointee = true }
        }
        if isGivenUp { kept.withLock { $0[pattern]?.failures += 1 } }
        return isFound
    }

    private static func expression(_ pattern: String) -> (NSRegularExpression, failures: Int)? {
        if let known = kept.withLock({ $0[pattern] }) { return (known.expression, known.failures) }
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return nil }
        kept.withLock { kept in
            if kept.count >= maxKept { kept.removeAll() }
            kept[pattern] = Kept(expression: expression)
        }
        return (expression, 0)
    }

    /// What this thread has used.
    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
