internal import Foundation
internal import JSON
internal import Logging
internal import Synchronization
internal import Timing

extension RunPublisher {
    /// What giving the lease back may take; whoever waits for it gets it a little later otherwise.
    private static let lettingGo = Duration.seconds(1)

    /// What waits is sent once more, the run ends with the process's exit code, and another process may speak; not longer than it may
    /// take.
    func sayFarewell() async {
        // A lease that may have run out is another's by now, and so is the run.
        guard time.now().left(of: pace.lease, since: heldAt.withLock { $0 }) > .zero else { return }
        do {
            try await TimeLimit.run(pace.farewell) { await self.sendLast() }
        } catch {
            logger.debug("the farewell took too long", metadata: ["reason": "\(error)"])
        }
        _ = try? await TimeLimit.run(Self.lettingGo) { await self.letGo() }
    }

    private func sendLast() async {
        let values = await memory.values().mapValues(\.finite)
        let now = time.now()
        state.withLock { $0.want(values, at: now) }
        if state.withLock({ $0.attachment == nil }) {
            // Never taken up: only what was published is worth a run.
            guard !values.isEmpty else { return }
            await attach()
        }
        await upsert(isLast: true)
        guard state.withLock({ $0.attachment?.isPublished == true }) else { return }
        await send(state.withLock { $0.lastBeat(exitCode: exitCode()) })
    }

    private func letGo() async {
        _ = await memory.ask(.write) { try await $0.letGo(as: owner) }
        heldAt.withLock { $0 = nil }
    }
}
