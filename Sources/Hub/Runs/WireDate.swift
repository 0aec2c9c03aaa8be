import Foundation

/// Moments as the API writes them: `2026-11-21T03:49:48Z`.
enum WireDate {
    static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
