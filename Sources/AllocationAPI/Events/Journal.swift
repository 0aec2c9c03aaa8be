import Logging
import ServiceLifecycle
import Store
import Synchronization
import Timing

/// Follows what happens to rentals, whichever process makes it happen, and tells everybody who listens.
final class Journal: Service {
    /// Notices that a listener may be behind; with one more it is cut off.
    static let backlog = 256
    /// Notices that are read at a time.
    private static let batch = 64

    private struct Listener {
        let feed: AsyncStream<Notice>.Continuation
        let whenBehind: @Sendable () -> Void
    }

    private struct State {
        /// The last notice that was told; nil until the store was read once.
        var position: Int64?
        var lastListener: UInt64 = 0
        var listeners: [UInt64: Listener] = [:]
        var isOver = false
        var isStoreAway = false
    }

    private let store: any NoticeStore
    private let interval: Duration
    private let logger: Logger
    private let state = Mutex(State())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    /// - Parameter interval: Time between two looks at the store.
    init(store: any NoticeStore, interval: Duration = .milliseconds(500), logger: Logger) {
        self.store = store
        self.interval = interval
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Looks at once: something has happened.
    func poke() { wake.yield() }

    /// How many listen.
    var listeners: Int { state.withLock { $0.listeners.count } }

    /// What happens from now on, in order, until shutdown.
    ///
    /// - Parameter whenBehind: Called when the listener is too far behind; then nothing more comes.
    func listen(whenBehind: @escaping @Sendable () -> Void) -> AsyncStream<Notice> {
        let (notices, feed) = AsyncStream.makeStream(
            of: Notice.self, bufferingPolicy: .bufferingOldest(Self.backlog))
        let id = state.withLock { state -> UInt64? in
            guard !state.isOver else { return nil }
            state.lastListener += 1
            state.listeners[state.lastListener] = Listener(feed: feed, whenBehind: whenBehind)
            return state.lastListener
        }
        guard let id else {
            feed.finish()
            return notices
        }
        feed.onTermination = { [weak self] _ in self?.forget(id) }
        return notices
    }

    /// Follows until shutdown, when all listeners come to their end.
    func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask {
                await Pacing.every(self.interval) { self.poke() }
                self.wake.finish()
            }
            await read()
            for await _ in wakes { await read() }
        }
        let listeners = state.withLock { state in
            state.isOver = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.feed.finish() }
    }

    /// Everything that has happened is told; the first time, what happened before is history.
    ///
    /// To be called by one task at a time.
    func read() async {
        do {
            guard var position = state.withLock({ $0.position }) else {
                let last = try await store.lastNoticeID()
                state.withLock { $0.position = last }
                return
            }
            while true {
                let notices = try await store.notices(after: position, limit: Self.batch)
                for notice in notices {
                    tell(notice)
                    position = max(position, notice.id)
                }
                state.withLock { $0.position = position }
                guard notices.count >= Self.batch else { break }
            }
            state.withLock { $0.isStoreAway = false }
        } catch {
            let isNews = state.withLock { state in
                defer { state.isStoreAway = true }
                return !state.isStoreAway
            }
            // Not at every look: there are two a second.
            if isNews { logger.warning("the journal cannot be read", metadata: ["reason": "\(error)"]) }
        }
    }

    private func tell(_ notice: Notice) {
        for (id, listener) in state.withLock({ $0.listeners }) {
            guard case .dropped = listener.feed.yield(notice) else { continue }
            forget(id)
            listener.feed.finish()
            listener.whenBehind()
        }
    }

    private func forget(_ id: UInt64) {
        state.withLock { _ = $0.listeners.removeValue(forKey: id) }
    }
}
