import Foundation

/// The header `Retry-After` (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// No server makes us wait longer.
    static let most = Duration.seconds(3_600)

    /// How long to wait from `now`: at least 0, at most ``most``; nil when `value` is neither seconds nor a date.
    static func wait(_ value: String, now: Date = Date()) -> Duration? {
        let text = value.trimmingCharacters(in: .whitespaces)
        let seconds: Double
        if let number = Double(text), number.isFinite {
            seconds = number
        } else if let date = date(text) {
            seconds = date.timeIntervalSince(now)
        } else {
            return nil
        }
        return min(most, .milliseconds(Int64(max(0, min(seconds, 1e6)) * 1_000)))
    }

    /// The preferred form of dates in HTTP, `Sun, 06 Nov 1994 08:49:37 GMT`; the two obsolete ones are not read.
    private static func date(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.date(from: text)
    }
}
