package import Foundation
internal import Synchronization

extension MemoryStore: NoticeStore {
    package func lastNoticeID() async throws(StoreError) -> Int64 { state.withLock { $0.lastNoticeID } }

    package func notices(after id: Int64, limit: Int) async throws(StoreError) -> [Notice] {
        state.withLock { state in
            Array(state.notices.lazy.map(\.notice).filter { $0.id > id }.prefix(max(0, limit)))
        }
    }

    package func dueNotices(
        at date: Date, limit: Int, overtakingAfter tries: Int
    ) async throws(StoreError) -> [Notice] {
        state.withLock { state in
            var (ends, others): (Set<String>, Set<String>) = ([], [])
            // Hotkeys with a notice that nothing may overtake.
            var held: Set<String> = []
            var due: [Notice] = []
            for entry in state.notices where entry.isOwed {
                let (notice, hotkey) = (entry.notice, entry.notice.hotkey)
                let isHead = notice.kind == .deallocated ? ends.insert(hotkey) : others.insert(hotkey)
                guard isHead.inserted else { continue }
                if entry.nextAt <= date, !held.contains(hotkey) { due.append(notice) }
                if notice.attempts < tries { held.insert(hotkey) }
            }
            return Array(due.prefix(max(0, limit)))
        }
    }

    package func addTestNotice(
        _ kind: Notice.Kind, hotkey: String, uuid: String, at date: Date
    ) async throws(StoreError) {
        state.withLock { state in
            state.add(
                NoticeDraft(kind: kind, hotkey: hotkey, uuid: uuid, happenedAt: date, isTest: true, isOwed: true))
        }
    }

    package func settleNotice(_ id: Int64) async throws(StoreError) { change(notice: id) { $0.isOwed = false } }

    package func scheduleNotice(_ id: Int64, attempts: Int, next: Date) async throws(StoreError) {
        change(notice: id) { notice in
            guard notice.isOwed else { return }
            notice.notice.attempts = attempts
            notice.nextAt = next
        }
    }

    package func owedNotices() async throws(StoreError) -> Int { state.withLock { $0.notices.count(where: \.isOwed) } }

    package func pruneNotices(before date: Date) async throws(StoreError) {
        state.withLock { state in
            state.notices.removeAll { !$0.isOwed && $0.notice.happenedAt < date }
        }
    }

    private func change(notice id: Int64, _ body: (inout MemoryNotice) -> Void) {
        state.withLock { state in
            guard let index = state.notices.firstIndex(where: { $0.notice.id == id }) else { return }
            body(&state.notices[index])
        }
    }
}
