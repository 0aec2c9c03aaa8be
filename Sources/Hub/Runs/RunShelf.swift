import Foundation
import JSON
import Logging
import SharedState
import Synchronization

/// All runs of a hub: in memory for those who ask, in a SQLite file for the time after the hub's end.
///
/// A change is seen at once; ``save()`` returns when it is on the disk. Callers answer after that.
final class RunShelf: Sendable {
    /// The project of requests that name none; it always exists.
    let home: ProjectKey
    let crashAfter: Duration
    let now: @Sendable () -> Date
    private let contents: Mutex<ShelfContents>
    let database: HubDatabase

    /// - Parameter path: The SQLite file; nil for none.
    /// - Throws: ``HubProblem``.
    init(
        path: String?, home: ProjectKey, crashAfter: Duration, now: @escaping @Sendable () -> Date, logger: Logger
    ) throws(HubProblem) {
        self.home = home
        self.crashAfter = crashAfter
        self.now = now
        let database = try HubDatabase(path: path)
        self.database = database
        var contents = try database.load(path: path, at: now(), crashAfter: crashAfter, logger: logger)
        contents.open(home, at: now())
        let count = contents.count
        self.contents = Mutex(contents)
        logger.info("hub has its runs", metadata: ["runs": "\(count)", "file": "\(path ?? "none")"])
    }

    /// The project `key` as it is now; nil when nobody has made it.
    func project(_ key: ProjectKey) -> ShelvedProject? { contents.withLock { $0.projects[key] } }

    /// All projects, home first, the others by name.
    var projects: [ProjectKey] {
        let others = contents.withLock { $0.projects.keys.filter { $0 != home } }
        return [home] + others.sorted { ($0.entity, $0.project) < ($1.entity, $1.project) }
    }

    func run(_ key: RunKey) -> ShelvedRun? { contents.withLock { $0[key] } }

    func run(_ sequence: Int64) -> ShelvedRun? { contents.withLock { $0[sequence] } }

    /// `run` as queries see it now.
    func seen(_ run: ShelvedRun) -> SeenRun {
        SeenRun(run: run, state: run.pulse.state(at: now(), crashAfter: crashAfter))
    }

    /// The run that `change` made or changed, and whether it is new.
    func upsert(_ change: RunUpsert) throws(ShelfError) -> (run: ShelvedRun, isNew: Bool) {
        let now = now()
        return try contents.withLock { contents throws(ShelfError) in try contents.upsert(change, at: now) }
    }

    func stream(_ post: StreamPost, to key: RunKey) throws(ShelfError) {
        let now = now()
        try contents.withLock { contents throws(ShelfError) in try contents.stream(post, to: key, at: now) }
    }

    func delete(storageID: String) throws(ShelfError) {
        try contents.withLock { contents throws(ShelfError) in try contents.delete(storageID: storageID) }
    }

    /// The run has the file `name`, unless it has too many or is gone.
    func keep(_ bytes: [UInt8], as name: String, of sequence: Int64) {
        contents.withLock { contents in
            guard contents[sequence] != nil else { return }
            contents.unsaved.files[.init(sequence: sequence, name: name)] = bytes
        }
    }

    /// All changes until now are in the database.
    ///
    /// Saves come one after the other, so who comes while another's is under way waits for it, and saves the rest.
    /// - Throws: ``ShelfError/notSaved(_:)``; the changes are kept for the next time.
    func save() async throws(ShelfError) {
        let batch = SavedBatch()
        let result = await database.write { [self] db in
            var work = contents.withLock { contents in
                batch.changes.withLock { $0 = contents.unsaved }
                defer { contents.unsaved = UnsavedChanges() }
                return HubDatabase.Work(contents.unsaved, of: contents)
            }
            work.aliveAt = now()
            try work.apply(to: db)
        } undone: { [self] in
            let lost = batch.changes.withLock { $0 }
            contents.withLock { contents in lost.map { contents.unsaved.add(earlier: $0) } }
        }
        if case .failure(let error) = result { throw .notSaved(HubDatabase.reason(of: error)) }
    }

    /// The file is another's to open; nothing can be saved any more.
    func close() { database.close() }

    /// The last `count` lines of `kind`, oldest first.
    func lines(_ kind: RunLines, of sequence: Int64, last count: Int) async throws(ShelfError) -> [String] {
        switch await database.lines(kind, of: sequence, last: count) {
        case .success(let lines): return lines
        case .failure(let error): throw .notSaved(HubDatabase.reason(of: error))
        }
    }

    /// Names and sizes of the files of a run.
    func files(of sequence: Int64) async throws(ShelfError) -> [(name: String, bytes: Int)] {
        switch await database.files(of: sequence) {
        case .success(let files): return files
        case .failure(let error): throw .notSaved(HubDatabase.reason(of: error))
        }
    }
}

/// What one save took, until it is known whether it was done.
private final class SavedBatch: Sendable {
    let changes = Mutex<UnsavedChanges?>(nil)
}
