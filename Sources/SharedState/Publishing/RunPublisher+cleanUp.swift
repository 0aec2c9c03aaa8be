internal import Foundation
internal import JSON
internal import Logging
internal import Synchronization

extension RunPublisher {
    /// Runs deleted at a time.
    private static let mostDeletions = 20

    /// The age, in seconds, at which a run that does not run is of no use: a node that was away is not robbed of its own.
    private static let uselessAge: Double = 86_400

    /// Runs of this node other than its own that do not run for a day are deleted, some of them each time.
    ///
    /// Only what the hotkey signed is ours to delete. That it fails matters to nobody: they are in nobody's way.
    package func cleanUp() async {
        guard let remembered = await memory.ask(.read, { try await $0.runID() }), let own = remembered else { return }
        let kept = [own, state.withLock { $0.attachment?.id }]
        do throws(StateError) {
            let filter = RunFilter.ofNode(role: identity.role, hotkey: identity.hotkey, netuid: identity.netuid)
            let old = try await project.runs(matching: filter).filter { !kept.contains($0.id) && isOld($0) }
            for run in old.prefix(Self.mostDeletions) where !Task.isCancelled {
                try await project.delete(storageID: run.storageID)
                logger.debug("an old run of this node is deleted", metadata: ["run": "\(run.id)"])
            }
        } catch {
            logger.debug("old runs of this node stay", metadata: ["reason": "\(error)"])
        }
    }

    /// Cleans up each time that the run was taken up, until the task is cancelled.
    func keepClean() async {
        var seen = 0
        while !Task.isCancelled {
            await attached.rung(after: seen)
            guard !Task.isCancelled else { return }
            seen = attached.count
            await cleanUp()
        }
    }

    private func isOld(_ run: Run) -> Bool {
        guard age(of: run) > Self.uselessAge else { return false }
        return run.displayName == identity.displayName && run.state != .running && run.state != .preempting
            && run.config.hotkey == identity.hotkey
            && RunSignature.verifies(run.config.signature ?? "", runID: run.id, hotkey: identity.hotkey)
    }

    /// Seconds since the run was heard of; without end when the server does not say when that was.
    private func age(of run: Run) -> Double {
        let text = run.heartbeatAt.isEmpty ? run.createdAt : run.heartbeatAt
        let whole = text.prefix(19) + "Z"
        guard let date = try? Date(String(whole), strategy: .iso8601) else { return .infinity }
        return time.now().timeIntervalSince(date)
    }
}
