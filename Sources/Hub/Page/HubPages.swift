/// The pages for people.
struct HubPages: Sendable {
    private let shelf: RunShelf
    private let prefix: String
    private let book = SignatureBook()

    init(shelf: RunShelf, prefix: String) {
        self.shelf = shelf
        self.prefix = prefix
    }

    /// All nodes of the project that `query` names, or of the one that requests mean when they name none.
    func list(_ query: [String: String]) -> String {
        let wish = NodeList.Wish(query)
        let parts = wish.project?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
        let asked = parts.count == 2 ? ProjectKey(entity: parts[0], project: parts[1]) : shelf.home
        return NodeList(
            wish: wish, key: asked, projects: shelf.projects,
            runs: (shelf.project(asked)?.runs ?? []).map(shelf.seen), book: book, now: shelf.now(), prefix: prefix
        ).page
    }

    /// One run; nil when there is none of that name.
    func run(_ key: RunKey) async throws(ShelfError) -> String? {
        guard let run = shelf.run(key) else { return nil }
        let history = try await shelf.lines(.history, of: run.sequence, last: RunSheet.rows)
        let files = try await shelf.files(of: run.sequence)
        return RunSheet(
            seen: shelf.seen(run), verdict: book.verdict(run), history: history, files: files, now: shelf.now(),
            prefix: prefix
        ).page
    }
}
