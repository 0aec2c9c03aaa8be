import Foundation

/// The path of a request, cut at its slashes before the escapes are read: names may have slashes.
struct HubPath {
    let parts: [String]
    /// The query's values by name, of a repeated name the last.
    let query: [String: String]

    /// - Parameters:
    ///   - target: As the request's first line has it.
    ///   - prefix: What may stand before the path; with a slash before it, none after it.
    init?(_ target: String, prefix: String) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = halves[0]
        if !prefix.isEmpty, path == prefix || path.hasPrefix(prefix + "/") { path = path.dropFirst(prefix.count) }
        guard path.isEmpty || path.hasPrefix("/") else { return nil }
        var parts: [String] = []
        for part in path.split(separator: "/") {
            guard let decoded = part.removingPercentEncoding else { return nil }
            parts.append(decoded)
        }
        self.parts = parts
        query = Self.query(halves.count > 1 ? halves[1] : "")
    }

    private static func query(_ text: Substring) -> [String: String] {
        var values: [String: String] = [:]
        for pair in text.split(separator: "&").prefix(32) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
            values[decoded[0]] = decoded.count > 1 ? decoded[1] : ""
        }
        return values
    }

    /// `text` with one slash before it and none after it; empty for none.
    static func cleaned(prefix text: String) -> String {
        let parts = text.split(separator: "/")
        return parts.isEmpty ? "" : "/" + parts.joined(separator: "/")
    }
}
