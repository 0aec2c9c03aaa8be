/// The names that somebody may have meant.
package enum NearestNames {
    /// Up to `count` of `names` that are like `name`, the most alike first.
    package static func of(_ name: String, in names: [String], count: Int = 3) -> [String] {
        let wanted = name.lowercased()
        let scored = names.compactMap { candidate -> (name: String, score: Int)? in
            let lower = candidate.lowercased()
            if lower == wanted { return (candidate, 0) }
            if !wanted.isEmpty, lower.contains(wanted) || wanted.contains(lower) { return (candidate, 1) }
            let changes = distance(Array(wanted.utf8.prefix(64)), Array(lower.utf8.prefix(64)))
            return changes <= max(2, min(4, wanted.utf8.count / 3)) ? (candidate, 1 + changes) : nil
        }
        return scored.sorted { ($0.score, $0.name.utf8.count, $0.name) < ($1.score, $1.name.utf8.count, $1.name) }
            .prefix(count).map(\.name)
    }

    /// How many letters must be changed, added or left out (Levenshtein).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let above = row[column + 1]
                row[column + 1] = min(
                    above + 1, row[column] + 1, diagonal + (letter == right[column] ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
