import Chain

/// What becomes of an address that this machine found out by itself before a chain is told of it.
///
/// Behind address translation, as at the large providers, a machine does not know under which address others reach it:
/// its own would replace a right one on the chain, and nobody would find the miner any more.
package struct AddressDoubt: Sendable {
    /// What the chain is told.
    enum Verdict: Sendable, Equatable {
        case publish(AxonPublication)
        /// Nothing: strangers would not reach it.
        case withhold
        /// Nothing yet: the chain is away.
        case unknown
    }

    private let isPublic: @Sendable () async -> Bool?

    /// - Parameter isPublic: Whether strangers are to come on this network; nil while that cannot be known. Asked only
    ///   about an address that not everybody reaches.
    package init(isPublic: @escaping @Sendable () async -> Bool?) { self.isPublic = isPublic }

    /// What the chain is told instead of `publication`, which nobody gave.
    ///
    /// - Parameter recorded: What the chain has. A public address there with the same port is taken for right: the
    ///   operator, or the Python program, knew it.
    func verdict(on publication: AxonPublication, recorded: AxonInfo?) async -> Verdict {
        guard AddressReach(publication.address) != .everywhere else { return .publish(publication) }
        guard let isPublic = await isPublic() else { return .unknown }
        guard isPublic else { return .publish(publication) }
        guard let recorded, recorded.port == Int(publication.port), let address = ChainAddress(recorded.ip),
            AddressReach(address) == .everywhere
        else { return .withhold }
        var kept = publication
        kept.address = address
        return .publish(kept)
    }

    /// Whether a node of this host is one of the internet's: no address, or name, of this machine or the local network.
    package static func isElsewhere(_ host: String) -> Bool {
        if let address = ChainAddress(host) { return AddressReach(address) == .everywhere }
        return host.contains(".") && ![".local", ".localhost", ".internal", ".lan"].contains { host.hasSuffix($0) }
    }
}
