package import Chain
package import Wire

/// What an operator chooses for a miner.
package struct MinerConfiguration: Sendable {
    package var netuid: UInt16
    package var axon: Axon.Configuration
    /// What the chain is told about the axon; nil tells it nothing.
    package var publication: AxonPublication?
    package var rental: RentalKeeper.Settings
    package var access: AccessRules
    /// Where the state file and the nonces' mark live.
    package var dataDirectory: String
    /// The time between two looks at the chain's record of the axon.
    package var publishInterval: Duration
    /// The time between two reads of the metagraph.
    package var metagraphInterval: Duration
    /// Seconds between two looks at the engine.
    package var reconcileInterval: Double

    package init(
        netuid: UInt16 = 27, axon: Axon.Configuration = Axon.Configuration(),
        publication: AxonPublication? = nil, publishInterval: Duration = .seconds(300), rental: RentalKeeper.Settings,
        access: AccessRules = AccessRules(), dataDirectory: String, metagraphInterval: Duration = .seconds(5),
        reconcileInterval: Double = 30
    ) {
        self.netuid = netuid
        self.axon = axon
        self.publication = publication
        self.publishInterval = publishInterval
        self.rental = rental
        self.access = access
        self.dataDirectory = dataDirectory
        self.metagraphInterval = metagraphInterval
        self.reconcileInterval = reconcileInterval
    }
}
