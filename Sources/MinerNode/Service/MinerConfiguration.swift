package import Chain
package import Wire

/// What an operator chooses for a miner.
package struct MinerConfiguration: Sendable {
    package var netuid: UInt16
    package var axon: Axon.Configuration
    /// What the chain is told about the axon; nil tells it nothing.
    package var publication: AxonPublication?
    /// Where the address of ``publication`` is a guess; nil for one that was given.
    package var addressDoubt: AddressDoubt?
    package var rental: RentalKeeper.Settings
    package var access: AccessRules
    package var versions: VersionRule
    /// How challenges are worked on; nil lets them come back unchanged.
    package var hashcat: HashcatSettings?
    /// Where the state file and the nonces' mark live.
    package var dataDirectory: String
    /// Where the Python program ran, for a rental of it that still stands; nil looks for none.
    package var pythonDirectory: String?
    /// The time between two reads of the metagraph.
    package var metagraphInterval: Duration
    /// Where the last good metagraph is kept; nil keeps none.
    package var metagraphFile: MetagraphFile?
    /// True on public networks: nodes whose blocks are old are not believed.
    package var checksBlockTime: Bool
    /// Seconds between two looks at the engine.
    package var reconcileInterval: Double

    package init(
        netuid: UInt16 = 27, axon: Axon.Configuration = Axon.Configuration(),
        publication: AxonPublication? = nil, addressDoubt: AddressDoubt? = nil,
        rental: RentalKeeper.Settings,
        access: AccessRules = AccessRules(), versions: VersionRule = VersionRule(), hashcat: HashcatSettings? = nil,
        dataDirectory: String, pythonDirectory: String? = nil, metagraphInterval: Duration = .seconds(5),
        metagraphFile: MetagraphFile? = nil, checksBlockTime: Bool = false, reconcileInterval: Double = 30
    ) {
        self.netuid = netuid
        self.axon = axon
        self.publication = publication
        self.addressDoubt = addressDoubt
        self.rental = rental
        self.access = access
        self.versions = versions
        self.hashcat = hashcat
        self.dataDirectory = dataDirectory
        self.pythonDirectory = pythonDirectory
        self.metagraphInterval = metagraphInterval
        self.metagraphFile = metagraphFile
        self.checksBlockTime = checksBlockTime
        self.reconcileInterval = reconcileInterval
    }
}
