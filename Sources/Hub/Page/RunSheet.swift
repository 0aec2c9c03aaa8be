import Foundation
import JSON
import SharedState

/// The page of one run.
struct RunSheet {
    /// Rows of history that are shown.
    static let rows = 20

    let seen: SeenRun
    let verdict: SignatureBook.Verdict
    /// The last rows of the history, oldest first.
    let history: [String]
    let files: [(name: String, bytes: Int)]
    let now: Date
    let prefix: String

    var page: String {
        let run = seen.run
        let facts: [(String, HTML)] = [
            ("run", "\(run.key.name)"), ("project", "\(run.key.project.entity)/\(run.key.project.project)"),
            ("state", NodeRow.state(seen.state)), ("made", "\(WireDate.text(run.createdAt))"),
            (
                "heard of",
                "\(WireDate.text(run.pulse.heardAt)), \(ShortText.age(run.pulse.heardAt, at: now)) ago"
            ),
            ("signature", NodeRow.signature(verdict)), ("made by", "\(run.details.user)"),
            ("notes", "\(run.details.texts["notes"] ?? "")"),
            ("tags", "\(run.details.tags.joined(separator: ", "))"),
            ("rows of history", "\(run.pulse.history.count)"),
        ]
        let rows = facts.map { name, value in "<tr><th>\(name)</th><td>\(value)</td></tr>" as HTML }
        let kept = files.map { "<li>\($0.name) <span class=\"dim\">\($0.bytes) bytes</span></li>" as HTML }
        let config = PrettyJSON.text(.object(run.config.values))
        let lines = history.map { ShortText.cut($0, to: 4_096) }.joined(separator: "\n")
        return PageFrame.page(
            title: run.displayName,
            """
            <nav><a href="\(prefix)/">all nodes</a></nav><h1>\(run.displayName)</h1><table>\(rows)</table>
            <h2>Config</h2><pre>\(config)</pre><h2>Last rows of history</h2><pre>\(lines)</pre>
            <h2>Files</h2><ul>\(kept)</ul>
            """)
    }
}
