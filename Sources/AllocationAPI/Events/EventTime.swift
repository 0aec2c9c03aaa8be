import Foundation

/// Times as the Python service writes them.
enum EventTime {
    /// UTC, `yyyy-MM-ddTHH:mm:ss.ffffffZ`, microseconds rounded; what is before 1970 or after 9999 is the nearest.
    static func text(_ date: Date) -> String {
        let last = 253_402_300_799_999_999.0
        let exact = (date.timeIntervalSince1970 * 1_000_000).rounded()
        // A NaN is no time either.
        let microseconds = exact >= 0 ? Int64(min(exact, last - 1_000)) : 0
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let whole = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601).dropLast()
        let digits = String(rest)
        return "\(whole).\(String(repeating: "0", count: 6 - digits.utf8.count))\(digits)Z"
    }
}
