/// The container engine as the miner needs it; one real conformance (``EngineHost``) and a twin in tests.
package protocol ContainerHost: Sendable {
    /// The configured base image has its SSH layer afterwards, built when it was missing.
    func prepareBase() async throws(HostError)

    /// The directory of the machine in which the engine keeps images and containers; nil when it does not say.
    func dataRoot() async -> String?

    /// The container of `order` runs afterwards, and its sshd answers.
    ///
    /// `reached` is called after each step is true. An error of it, or a ``HostError``, ends the work where it is: what
    /// exists by then stays, and ``remove(_:)`` is the caller's next step.
    func provision(
        _ order: ContainerOrder, reached: @escaping @Sendable (ProvisionStep) async throws -> Void
    ) async throws -> ProvisionedContainer

    /// Nothing of the allocation is left: container in any state, volume, network, image.
    ///
    /// Idempotent, and done or given up within 15 s whatever the tenant did.
    func remove(_ id: String) async throws

    /// What `action` asks for has been tried on the container of the allocation, which is afterwards as the result says.
    ///
    /// A restarted container's sshd answers again, at `address`. An error tells why the action was not carried out.
    func act(_ action: ContainerAction, on id: String, address: SSHAddress) async throws -> ContainerState

    /// The Python program's container counts as that of the allocation `id` from now on, until it is removed.
    func takeOver(_ id: String)

    /// The test container that the Python program may have left is gone.
    func removePythonTest() async throws

    /// How the container of the allocation is.
    func state(of id: String) async throws -> ContainerState

    /// The container of the allocation, stopped by a reboot of the host, runs again.
    func start(_ id: String) async throws

    /// Every container of this miner, in any state.
    func owned() async throws -> [OwnedContainer]

    /// Ids of allocations that have a volume, network, image or unfinished build of this miner, but no container.
    ///
    /// One that is being provisioned is among them until its container exists; and one whose image build was cut off
    /// may come back for a moment, while the engine ends a step of it.
    func strays() async throws -> [String]
}
