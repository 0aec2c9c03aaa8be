import Chain
import Keys
import Logging
import ServiceLifecycle
import Timing

/// Keeps the chain's record of where this miner listens true: writes it at the start, and again whenever it differs.
struct AxonPublisher: Service {
    let chain: any AxonPublishing
    let publication: AxonPublication
    /// Asked before each look; nil for an address that the operator gave.
    var doubt: AddressDoubt?
    let netuid: UInt16
    let keypair: Keypair
    let pace: BlockPace
    let logger: Logger
    /// Called each time the chain was seen to have the record.
    let published: @Sendable () async -> Void

    /// Blocks between two looks; the first one after the start's own comes sooner.
    static let blocks: UInt64 = 75
    static let firstBlocks: UInt64 = 25
    private static let longestWait = Duration.seconds(300)

    /// Looks until shutdown; a chain that is away or refuses is asked again, sooner than usual at first.
    func run() async throws {
        var waits = Backoff(first: .seconds(1), most: Self.longestWait)
        var said = ""
        var blocks = Self.firstBlocks
        while true {
            let look = await look(&said)
            if look == .failed {
                guard await Pacing.pause(waits.next() ?? Self.longestWait) else { return }
                continue
            }
            waits = Backoff(first: .seconds(1), most: Self.longestWait)
            if look == .published { await published() }
            guard await pace.wait(blocks) else { return }
            blocks = Self.blocks
        }
    }

    /// What one look came to.
    enum Look: Equatable {
        /// The chain has the record.
        case published
        /// It is not told the address, until the operator gives a better one.
        case withheld
        /// It is away or refuses: sooner than usual again.
        case failed
    }

    /// Looks once.
    func look(_ said: inout String) async -> Look {
        let recorded = pace.metagraph.current.neuron(of: keypair.account)?.axon
        switch await doubt?.verdict(on: publication, recorded: recorded) ?? .publish(publication) {
        case .publish(let publication):
            switch await publish(publication, &said) {
            case .published, .unchanged: return .published
            default: return .failed
            }
        case .withhold:
            said = "withheld"
            logger.error(
                "axon not published: others do not reach this address; give the public one with --axon.external_ip",
                metadata: ["ip": "\(publication.address.text)", "port": "\(publication.port)"])
            return .withheld
        case .unknown: return .failed
        }
    }

    /// What became of it; nil when the chain is away. The log says it when it is another than the last.
    private func publish(_ publication: AxonPublication, _ said: inout String) async -> PublishOutcome? {
        let outcome: PublishOutcome?
        let kind: String
        let text: String
        do {
            let answer = try await chain.serveAxon(publication, netuid: netuid, signer: keypair)
            (outcome, kind, text) = (answer, answer.kind, "\(answer)")
        } catch {
            (outcome, kind, text) = (nil, "away", "\(error)")
        }
        defer { said = kind }
        let isNews = if case .published = outcome { true } else { kind != said }
        guard isNews else { return outcome }
        let facts: Logger.Metadata = [
            "ip": "\(publication.address.text)", "port": "\(publication.port)", "outcome": "\(text)",
        ]
        switch outcome {
        case .published: logger.notice("axon published", metadata: facts)
        case .unchanged: if said.isEmpty { logger.info("axon is published", metadata: facts) }
        default: logger.warning("axon not published", metadata: facts)
        }
        return outcome
    }
}

extension PublishOutcome {
    /// What tells outcomes apart that are worth a line in the log each.
    fileprivate var kind: String {
        switch self {
        case .published, .unchanged: "published"
        case .notRegistered: "notRegistered"
        case .tooSoon: "tooSoon"
        case .failed(let failure): "\(failure)"
        }
    }
}
