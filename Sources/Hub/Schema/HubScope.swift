import JSON
import SharedState
import Synchronization

/// What one request knows and did: its objects share it.
final class HubScope: Sendable {
    let shelf: RunShelf
    /// The name of the key that asks.
    let user: String
    let allowance = GraphAllowance()
    /// Makes the addresses at which files are taken; nil when the request does not say where the hub is.
    let uploads: UploadAddress?
    private let changed = Mutex(false)
    private let found = Mutex<[String: [SeenRun]]>([:])

    init(shelf: RunShelf, user: String, uploads: UploadAddress?) {
        self.shelf = shelf
        self.user = user
        self.uploads = uploads
    }

    /// Whether something is to be saved before the answer.
    var hasChanged: Bool { changed.withLock { $0 } }

    /// Does `change`, which is to be saved.
    func change<R>(_ change: () throws(ShelfError) -> R) throws(GraphError) -> R {
        changed.withLock { $0 = true }
        do throws(ShelfError) {
            return try change()
        } catch {
            throw GraphError("\(error)")
        }
    }

    /// The runs of `project` that match `filter`, oldest first; the same for the whole request.
    func runs(_ project: ShelvedProject, _ key: ProjectKey, filter text: String) throws(GraphError) -> [SeenRun] {
        let name = "\(key.entity)/\(key.project)/\(text)"
        if let known = found.withLock({ $0[name] }) { return known }
        try allowance.spend(1_000 + project.order.count)
        let filter: RunFilter
        do throws(RunFilterError) {
            filter = try RunFilter(text: text)
        } catch {
            throw GraphError("\(error)")
        }
        let runs = project.runs.map(shelf.seen).filter { filter.matches($0) }
        found.withLock { $0[name] = runs }
        return runs
    }
}
