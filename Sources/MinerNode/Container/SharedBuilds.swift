import Docker
import Synchronization

/// Builds of images that several callers may wait for: one at a time for each tag.
///
/// Two builds of one tag at once would leave one of their images without a name.
final class SharedBuilds: Sendable {
    /// How a build ended: the image's id, or why there is none.
    typealias Outcome = Result<String, HostError>

    private struct Build {
        let number: Int
        let log: BuildLog
        let task: Task<Void, Never>
        var waiting: [Int: AsyncStream<Outcome>.Continuation] = [:]
    }

    private struct State {
        var builds: [String: Build] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// The id of the image that `build` makes under `tag`, or that the build made which others wait for already.
    ///
    /// A caller that is cancelled waits no longer, and has what the build said so far in its `log`; the build goes on for
    /// the others, and is cancelled with the last of them.
    func image(
        _ tag: String, log: BuildLog, _ build: @escaping @Sendable (BuildLog) async -> Outcome
    ) async throws(HostError) -> String {
        let (outcomes, feed) = AsyncStream<Outcome>.makeStream()
        let ticket = join(tag, feed, build)
        for await outcome in outcomes { return try outcome.get() }
        leave(tag, ticket, log)
        throw .engine(.cancelled(call: "POST /build"))
    }

    /// How many callers wait for the build of `tag`.
    func waiting(for tag: String) -> Int { state.withLock { $0.builds[tag]?.waiting.count ?? 0 } }

    private func join(
        _ tag: String, _ feed: AsyncStream<Outcome>.Continuation,
        _ work: @escaping @Sendable (BuildLog) async -> Outcome
    ) -> Int {
        state.withLock { state in
            state.count += 1
            let number = state.count
            if state.builds[tag] == nil {
                let log = BuildLog()
                // Nobody's child: it goes on when the caller that began it is gone and others wait.
                let task = Task { self.end(tag, number, await work(log)) }
                state.builds[tag] = Build(number: number, log: log, task: task)
            }
            state.builds[tag]?.waiting[number] = feed
            return number
        }
    }

    private func leave(_ tag: String, _ ticket: Int, _ log: BuildLog) {
        let last: Build? = state.withLock { state in
            // It may have ended just now.
            guard state.builds[tag]?.waiting.removeValue(forKey: ticket) != nil, let build = state.builds[tag] else {
                return nil
            }
            log.append(build.log.lastLines())
            guard build.waiting.isEmpty else { return nil }
            state.builds[tag] = nil
            return build
        }
        last?.task.cancel()
    }

    private func end(_ tag: String, _ number: Int, _ outcome: Outcome) {
        let waiting = state.withLock { state -> [AsyncStream<Outcome>.Continuation] in
            // One that was given up may have made room for another.
            guard let build = state.builds[tag], build.number == number else { return [] }
            state.builds[tag] = nil
            return Array(build.waiting.values)
        }
        for feed in waiting {
            feed.yield(outcome)
            feed.finish()
        }
    }
}
