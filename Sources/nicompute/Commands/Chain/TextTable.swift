/// Rows under headings, columns as wide as they must be.
struct TextTable {
    /// Where the cells of a column stand.
    enum Alignment {
        case left
        case right
    }

    private let columns: [(heading: String, alignment: Alignment)]
    private var rows: [[String]] = []

    init(_ columns: KeyValuePairs<String, Alignment>) {
        self.columns = columns.map { (heading: $0.key, alignment: $0.value) }
    }

    /// One more row; missing cells are empty.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The table, without spaces at the end of lines.
    var text: String {
        let lines = [columns.map(\.heading)] + rows
        let widths = columns.indices.map { column in
            lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { line in
            let cells = columns.indices.map { column in
                let cell = column < line.count ? line[column] : ""
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return columns[column].alignment == .left ? cell + space : space + cell
            }
            let joined = cells.joined(separator: "  ")
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
