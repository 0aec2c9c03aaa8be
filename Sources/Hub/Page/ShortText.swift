import Foundation

/// Facts in few characters.
enum ShortText {
    /// Start and end of an address.
    static func hotkey(_ text: String) -> String {
        text.count > 16 ? "\(text.prefix(6))…\(text.suffix(5))" : text
    }

    /// `text`, or its start.
    static func cut(_ text: String, to length: Int) -> String {
        text.count > length ? text.prefix(length) + "…" : text
    }

    /// How long ago: `12 s`, `5 min`, `3 h`, `9 d`.
    static func age(_ date: Date, at now: Date) -> String {
        let seconds = max(0, now.timeIntervalSince(date))
        guard seconds < 4e9 else { return "long" }
        return switch Int(seconds) {
        case ..<120: "\(Int(seconds)) s"
        case ..<7_200: "\(Int(seconds) / 60) min"
        case ..<172_800: "\(Int(seconds) / 3_600) h"
        default: "\(Int(seconds) / 86_400) d"
        }
    }

    /// Bytes in GiB, a digit after the point below 10.
    static func gibibytes(_ bytes: Double) -> String {
        let size = bytes / Double(1 << 30)
        guard size.isFinite, size >= 0, size < 1e12 else { return "?" }
        return size < 10 ? "\((size * 10).rounded() / 10) GiB" : "\(Int(size.rounded())) GiB"
    }
}
