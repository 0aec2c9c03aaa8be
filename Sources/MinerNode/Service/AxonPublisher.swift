import Chain
import Keys
import Logging
import ServiceLifecycle
import Timing

/// Keeps the chain's record of where this miner listens true: writes it at the start, and again whenever it differs.
struct AxonPublisher: Service {
    let chain: any AxonPublishing
    let publication: AxonPublication
    let netuid: UInt16
    let keypair: Keypair
    /// The time between two looks.
    let interval: Duration
    let logger: Logger
    /// Called each time the chain was seen to have the record.
    let published: @Sendable () async -> Void

    /// Looks until shutdown; a chain that is away or refuses is asked again, sooner than usual at first.
    func run() async throws {
        var waits = Backoff(first: .seconds(1), most: interval)
        var last: PublishOutcome?
        while true {
            let outcome = await publish(last: last)
            last = outcome
            let wait: Duration
            switch outcome {
            case .published, .unchanged:
                waits = Backoff(first: .seconds(1), most: interval)
                wait = interval
                await published()
            default:
                wait = waits.next() ?? interval
            }
            guard await Pacing.pause(wait) else { return }
        }
    }

    /// What became of one look, said once in the log; nil when the chain is away.
    private func publish(last: PublishOutcome?) async -> PublishOutcome? {
        let outcome: PublishOutcome
        do {
            outcome = try await chain.serveAxon(publication, netuid: netuid, signer: keypair)
        } catch {
            logger.warning("axon not published", metadata: ["reason": "\(error)"])
            return nil
        }
        let facts: Logger.Metadata = [
            "ip": "\(publication.address.text)", "port": "\(publication.port)", "outcome": "\(outcome)",
        ]
        switch outcome {
        case .published: logger.notice("axon published", metadata: facts)
        case .unchanged: if last == nil { logger.info("axon is published", metadata: facts) }
        default: if outcome != last { logger.warning("axon not published", metadata: facts) }
        }
        return outcome
    }
}
