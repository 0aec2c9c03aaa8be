import Logging
import Timing
import Wire

/// What a miner does with bodies that are not signed: the flag's word, else what suits the network. Where no Python peer
/// is to be expected every body is signed; on the public networks Python peers rent.
struct UnsignedBodiesChoice: Sendable {
    /// What the flag says; nil where it was not given.
    let chosen: UnsignedBodies?
    let network: PublicNetwork
    let logger: Logger
    /// Waits between two questions to a chain that is away; false on shutdown.
    var pause: @Sendable (Duration) async -> Bool = { await Pacing.pause($0) }

    /// What holds when the axon starts: while nothing is known yet, the strict side.
    var first: UnsignedBodies { chosen ?? (network.isKnown ? .allow : .deny) }

    /// What holds once it is known; nil on shutdown. The mode and its reason are logged.
    func settled() async -> UnsignedBodies? {
        if let chosen { return told(chosen, "--axon.unsigned-bodies") }
        var waits = Backoff(first: .seconds(1), most: .seconds(60))
        var isTold = false
        while true {
            switch await network.isPublic() {
            case true?: return told(.allow, "a public network, on which Python peers rent")
            case false?: return told(.deny, "no public network")
            case nil:
                if !isTold {
                    logger.notice("unsigned bodies are refused until the chain says whether its network is public")
                }
                isTold = true
                guard await pause(waits.next() ?? .seconds(60)) else { return nil }
            }
        }
    }

    private func told(_ rule: UnsignedBodies, _ reason: String) -> UnsignedBodies {
        logger.info("unsigned bodies", metadata: ["rule": "\(rule.rawValue)", "reason": "\(reason)"])
        return rule
    }
}
