import Chain
import Keys
import Logging
import ServiceLifecycle

/// Looks now and then whether the miner is still registered: one that lost its place earns nothing, and should know.
struct RegistrationWatch: Service {
    let metagraph: MetagraphCache
    let account: AccountID
    let pace: BlockPace
    let logger: Logger

    /// Looks until shutdown; a change is logged once.
    func run() async throws {
        var wasRegistered = true
        var blocks = AxonPublisher.firstBlocks
        while await pace.wait(blocks) {
            blocks = AxonPublisher.blocks
            let isRegistered = metagraph.current.neuron(of: account) != nil
            if wasRegistered, !isRegistered {
                logger.error("not registered any more: validators do not find this miner until it is registered again")
            } else if !wasRegistered, isRegistered {
                logger.notice("registered again")
            }
            wasRegistered = isRegistered
        }
    }
}
