package import Foundation
internal import Glibc
package import JSON
internal import Keys
package import Logging
internal import Synchronization

/// What a node remembers of its run in a JSON file of its own, mode 0600: for a node of one process.
///
/// Nobody else reads the file while it runs, so that it always holds the run.
package final class FileRunMemory: RunMemory {
    private static let limit = 16 << 20

    private struct State {
        var content: FileRunContent?
    }

    private let path: String
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let takeOver: @Sendable () throws -> String?
    private let state = Mutex(State())

    /// The memory in the file at `path`, which is made when there is something to remember.
    ///
    /// A file that makes no sense is set aside as `<path>.broken`. When the file has no run's id, `takeOver` is asked for
    /// one, such as that of the program that ran here before; while that throws there is no answer, and no new run begins.
    package init(
        path: String, logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        takeOver: @escaping @Sendable () throws -> String? = { nil }
    ) {
        self.path = path
        self.logger = logger
        self.now = now
        self.takeOver = takeOver
    }

    /// - Throws: `FileError` when the file can be neither read nor set aside, as do all others; what `takeOver` throws.
    package func runID() async throws -> String? {
        if let known = try state.withLock({ try content(&$0).runID }) { return known }
        guard let taken = try takeOver() else { return nil }
        try await remember(taken)
        return taken
    }

    package func remember(_ runID: String) async throws {
        try change { $0.runID = runID }
    }

    package func values() async throws -> [String: JSONValue] { try state.withLock { try content(&$0).values } }

    package func set(_ values: [String: JSONValue]) async throws {
        try change { $0.values.merge(values) { _, new in new } }
    }

    package func nextSequence() async throws -> Int64 {
        let now = now()
        return try change { content in
            content.sequence = RunSequence.next(after: content.sequence, now: now)
            return content.sequence
        }
    }

    /// True: the process has the run for itself.
    package func hold(as owner: String, for duration: Duration) async -> Bool { true }

    package func letGo(as owner: String) async {}

    /// What is not in the file was not remembered.
    private func change<R: Sendable>(_ body: (inout FileRunContent) -> R) throws -> R {
        try state.withLock { state in
            let old = try content(&state)
            var new = old
            let result = body(&new)
            guard new != old else { return result }
            try PrivateFile.write(new.json.serialized, to: path)
            state.content = new
            return result
        }
    }

    private func content(_ state: inout State) throws -> FileRunContent {
        if let known = state.content { return known }
        let content = try read()
        state.content = content
        return content
    }

    private func read() throws -> FileRunContent {
        do {
            guard let bytes = try PrivateFile.read(path, limit: Self.limit) else { return FileRunContent() }
            if let json = try? JSONValue.parse(bytes), let content = FileRunContent(json) { return content }
        } catch FileError.tooLarge {
            // As broken as one that makes no sense.
        }
        let aside = "\(path).broken"
        guard rename(path, aside) == 0 else { throw FileError.system(step: "set aside", path: path, code: errno) }
        logger.error("The memory of the run is broken and was set aside", metadata: ["path": "\(aside)"])
        return FileRunContent()
    }
}
