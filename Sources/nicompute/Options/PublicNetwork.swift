import Chain
import MinerNode

/// Whether strangers are to be expected on the network that the flags name.
struct PublicNetwork: Sendable {
    /// What `--subtensor.network` says.
    let name: String
    let network: NetworkName
    /// Block 0 of the chain, asked of it; nil while it is away.
    let genesis: @Sendable () async -> [UInt8]?

    /// True for what the name or the address alone tells to be public.
    var isKnown: Bool { ["finney", "test"].contains(name) || network.isPublic }

    /// Whether this is one of the public networks; an address may lead to one, too. Nil while that cannot be known.
    func isPublic() async -> Bool? {
        if isKnown { return true }
        guard let genesis = await genesis() else { return nil }
        return genesis == NetworkName.finneyGenesis?.bytes
    }

    /// Whether the neurons of this network find each other over the internet: a public one, or one whose node is there.
    func isWide() async -> Bool? {
        if network.secureHosts.contains(where: AddressDoubt.isElsewhere) { return true }
        return await isPublic()
    }
}
