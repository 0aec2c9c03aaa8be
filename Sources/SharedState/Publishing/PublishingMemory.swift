internal import JSON
internal import Logging
internal import Synchronization

/// A node's memory as a publisher uses it: that it fails is logged once, and what it does not take is kept meanwhile.
final class PublishingMemory: Sendable {
    private struct State {
        /// What was published and is not saved.
        var unsaved: [String: JSONValue] = [:]
        /// What the memory had last.
        var saved: [String: JSONValue] = [:]
        var lastSave: Task<Void, Never>?
        /// What the memory does not do at the moment.
        var failing: Set<Act> = []
    }

    /// What is asked of the memory: a full disk still reads.
    enum Act: Sendable {
        case read
        case write
    }

    private let memory: any RunMemory
    private let logger: Logger
    private let state = Mutex(State())

    init(_ memory: any RunMemory, logger: Logger) {
        self.memory = memory
        self.logger = logger
    }

    /// `values` are saved, in the order of the calls, or kept until they can be.
    func put(_ values: [String: JSONValue]) async {
        let save = state.withLock { state in
            state.unsaved.merge(values) { $1 }
            let before = state.lastSave
            // Unstructured: saves follow one another in the order of the calls, and a caller that gives up stops none.
            let save = Task {
                await before?.value
                await self.save()
            }
            state.lastSave = save
            return save
        }
        await save.value
    }

    /// Everything that is to be published, other processes' values among them; what is known when the memory fails.
    func values() async -> [String: JSONValue] {
        if state.withLock({ !$0.unsaved.isEmpty }) { await put([:]) }
        let saved = await ask(.read) { try await $0.values() }
        return state.withLock { state in
            if let saved { state.saved = saved }
            return state.saved.merging(state.unsaved) { $1 }
        }
    }

    /// What the memory answers; nil when it fails.
    func ask<R: Sendable>(_ act: Act, _ question: (any RunMemory) async throws -> R) async -> R? {
        do {
            let answer = try await question(memory)
            let isBack = state.withLock { $0.failing.remove(act) != nil && $0.failing.isEmpty }
            if isBack { logger.notice("the memory of the run works again") }
            return answer
        } catch {
            guard !Task.isCancelled else { return nil }
            let isNews = state.withLock { state in
                defer { state.failing.insert(act) }
                return state.failing.isEmpty
            }
            if isNews {
                logger.error(
                    "the memory of the run fails: what is published is kept in this process",
                    metadata: ["reason": "\(error)"])
            }
            return nil
        }
    }

    private func save() async {
        let batch = state.withLock { $0.unsaved }
        guard !batch.isEmpty, await ask(.write, { try await $0.set(batch) }) != nil else { return }
        state.withLock { state in
            state.saved.merge(batch) { $1 }
            for (key, value) in batch where state.unsaved[key] == value { state.unsaved[key] = nil }
        }
    }
}
