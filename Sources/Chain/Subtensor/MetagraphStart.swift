import Foundation
import Logging
import Timing

/// What a cache begins with: the chain's metagraph, the one of an earlier run, or none.
struct MetagraphStart: Sendable {
    let subtensor: any Subtensor
    let netuid: UInt16
    let rule: BlockRule
    let memory: MetagraphFile?
    let startsUnread: Bool
    let logger: Logger
    let now: @Sendable () -> Date

    /// How long the chain is asked where there is something else to begin with.
    static let limit = Duration.seconds(10)

    func state(patience: Duration) async throws(SubtensorError) -> MetagraphCache.State {
        guard memory != nil || startsUnread else { return fresh(try await first(patience)) }
        let failure: SubtensorError
        do throws(SubtensorError) {
            return fresh(try await quickly())
        } catch {
            failure = error
        }
        guard failure.mayPass, !Task.isCancelled else { throw failure }
        let time = now()
        if let kept = memory?.read(at: time, logger: logger) {
            logger.warning(
                "the chain is away: starting with the last good metagraph of an earlier run",
                metadata: [
                    "reason": "\(failure)", "block": "\(kept.metagraph.block)",
                    "age_s": "\(Int(time.timeIntervalSince(kept.readAt)))",
                ])
            return MetagraphCache.State(kept, at: time, awaySince: time)
        }
        guard startsUnread else { return fresh(try await first(patience)) }
        logger.warning("the chain is away: starting without a metagraph", metadata: ["reason": "\(failure)"])
        return MetagraphCache.State(.unread(netuid), at: time, awaySince: time)
    }

    private func fresh(_ metagraph: Metagraph) -> MetagraphCache.State {
        let time = now()
        return MetagraphCache.State(.init(metagraph: metagraph, readAt: time), at: time)
    }

    /// One reading, which must not take long.
    private func quickly() async throws(SubtensorError) -> Metagraph {
        do {
            return try await TimeLimit.run(Self.limit) { try await read() }
        } catch is TimeLimit.Exceeded {
            throw .unavailable("no answer within \(Self.limit.components.seconds) seconds")
        } catch {
            throw SubtensorError(error)
        }
    }

    private func read() async throws(SubtensorError) -> Metagraph {
        let metagraph = try await subtensor.metagraph(netuid: netuid)
        do throws(SubtensorError) {
            try rule.checkTime(metagraph, now: now())
        } catch {
            subtensor.distrust("\(error)")
            throw error
        }
        return metagraph
    }

    /// The first metagraph, asked for again and again while the chain is away and `patience` lasts.
    private func first(_ patience: Duration) async throws(SubtensorError) -> Metagraph {
        let end = ContinuousClock.now + patience
        var waits = Backoff(first: .milliseconds(500), most: .seconds(15))
        var isFirst = true
        while true {
            do throws(SubtensorError) {
                return try await read()
            } catch {
                guard error.mayPass, let wait = waits.next(), ContinuousClock.now + wait < end else { throw error }
                if isFirst { logger.warning("waiting for the chain", metadata: ["reason": "\(error)"]) }
                isFirst = false
                guard await Pacing.pause(wait) else { throw error }
            }
        }
    }
}
