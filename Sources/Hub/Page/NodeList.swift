import Foundation
import SharedState

/// The page of all nodes.
struct NodeList {
    /// Rows of a page.
    static let length = 200

    /// What the page's address asks for.
    struct Wish {
        var role: String?
        var state: String?
        var project: String?
        var page: Int

        init(_ query: [String: String]) {
            func known(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
            (role, state, project) = (known("role"), known("state"), known("project"))
            page = max(1, min(query["page"].flatMap { Int($0) } ?? 1, 100_000))
        }

        /// The same wish with other parts, as an address.
        func address(_ change: (inout Wish) -> Void) -> String {
            var wish = self
            change(&wish)
            let parts = [
                ("role", wish.role), ("state", wish.state), ("project", wish.project),
                ("page", wish.page > 1 ? "\(wish.page)" : nil),
            ]
            let query = parts.compactMap { name, value in value.map { "\(name)=\(HTML.segment($0))" } }
            return "?" + query.joined(separator: "&")
        }
    }

    let wish: Wish
    let key: ProjectKey
    let projects: [ProjectKey]
    let runs: [SeenRun]
    let book: SignatureBook
    let now: Date
    let prefix: String

    var page: String {
        let chosen = runs.filter { run in
            (wish.role == nil || run.run.config.role?.rawValue == wish.role)
                && (wish.state == nil || run.state.rawValue == wish.state)
        }
        // Those that run first, then by name: where one looks for them.
        let sorted = chosen.sorted { left, right in
            let (isLeft, isRight) = (left.state == .running, right.state == .running)
            if isLeft != isRight { return isLeft }
            return (left.run.displayName, left.run.sequence) < (right.run.displayName, right.run.sequence)
        }
        let shown = sorted.dropFirst((wish.page - 1) * Self.length).prefix(Self.length)
        let rows = shown.map { NodeRow(seen: $0, verdict: book.verdict($0.run), now: now, prefix: prefix).html }
        return PageFrame.page(
            title: "\(key.entity)/\(key.project)",
            """
            <h1>\(key.entity)/\(key.project)</h1>\(projectLinks)<nav>\(links)</nav>
            <p class="dim">\(chosen.count) of \(runs.count) runs, at \(WireDate.text(now))</p>
            <div class="wide"><table><thead><tr><th>role</th><th>hotkey</th><th>state</th><th>since</th>\
            <th>heard of</th><th>machine</th><th>rented</th><th>port</th><th>signature</th></tr></thead>
            <tbody>\(rows)</tbody></table></div><nav>\(pageLinks(of: chosen.count))</nav>
            """)
    }

    private var links: [HTML] {
        let roles = [nil] + RunRole.allCases.map { Optional($0.rawValue) }
        let states = [nil] + [RunState.running, .crashed, .finished, .failed].map { Optional($0.rawValue) }
        let byRole = roles.map { role in
            link(role ?? "all roles", isNow: wish.role == role) { ($0.role, $0.page) = (role, 1) }
        }
        let byState = states.map { state in
            link(state ?? "all states", isNow: wish.state == state) { ($0.state, $0.page) = (state, 1) }
        }
        return byRole + ["<br>"] + byState
    }

    private var projectLinks: HTML {
        guard projects.count > 1 else { return "" }
        let links = projects.prefix(50).map { other in
            let name = "\(other.entity)/\(other.project)"
            return link(name, isNow: other == key) { ($0.project, $0.page) = (name, 1) }
        }
        return "<nav>\(Array(links))</nav>"
    }

    private func pageLinks(of count: Int) -> [HTML] {
        var links: [HTML] = []
        if wish.page > 1 { links.append(link("previous", isNow: false) { $0.page -= 1 }) }
        if wish.page * Self.length < count { links.append(link("next", isNow: false) { $0.page += 1 }) }
        return links
    }

    private func link(_ text: String, isNow: Bool, _ change: (inout Wish) -> Void) -> HTML {
        "<a class=\"\(isNow ? "now" : "")\" href=\"\(wish.address(change))\">\(text)</a> "
    }
}
