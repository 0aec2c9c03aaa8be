import Market
package import Wire

/// The calls that the rental of a machine consists of, with their time limits.
package struct MinerCalls: Sendable {
    private let dendrite: Dendrite
    let limits: Limits

    /// How long each call may take (allocation API: availability 12 s, provisioning 60 s for `allocate_hotkey` and
    /// 100 s for each machine of `allocate_spec`, release and docker actions 60 s, status 10 s).
    package struct Limits: Sendable {
        package var check = Duration.seconds(12)
        package var provision = Duration.seconds(60)
        package var provisionAny = Duration.seconds(100)
        package var release = Duration.seconds(60)
        /// For a release that another renting waits for.
        package var releaseFirst = Duration.seconds(15)
        package var status = Duration.seconds(10)
        package var action = Duration.seconds(60)

        package init() {}
    }

    package init(dendrite: Dendrite, limits: Limits = Limits()) {
        self.dendrite = dendrite
        self.limits = limits
    }

    /// Whether the machine is free for `requirement`.
    func check(
        _ target: AxonTarget, requirement: DeviceRequirement, days: Int
    ) async -> DendriteOutcome<Allocate> {
        let message = Allocate(timeline: days, deviceRequirement: requirement, checking: true)
        return await dendrite.call(Allocate.name, message, to: target, timeout: limits.check)
    }

    /// Whether the machine is rented at all, whatever it has.
    func status(_ target: AxonTarget) async -> DendriteOutcome<Allocate> {
        let message = Allocate(timeline: 1, checking: true)
        return await dendrite.call(Allocate.name, message, to: target, timeout: limits.status)
    }

    /// Provisions a container for the allocation of `publicKey`.
    func provision(
        _ target: AxonTarget, _ terms: RentalTerms, publicKey: String
    ) async -> DendriteOutcome<Allocate> {
        let message = Allocate(
            timeline: terms.days, deviceRequirement: terms.requirement, checking: false, publicKey: publicKey,
            dockerRequirement: terms.docker)
        return await dendrite.call(Allocate.name, message, to: target, timeout: terms.limit)
    }

    /// Releases the allocation of `publicKey`.
    func release(_ target: AxonTarget, publicKey: String) async -> DendriteOutcome<Allocate> {
        let message = Allocate(timeline: 0, checking: false, publicKey: publicKey)
        return await dendrite.call(Allocate.name, message, to: target, timeout: limits.release)
    }

    /// Has `action` done to the container of the allocation of `publicKey`.
    func act(_ target: AxonTarget, publicKey: String, action: DockerAction) async -> DendriteOutcome<Allocate> {
        let message = Allocate(
            timeline: 0, checking: false, publicKey: publicKey, dockerChange: true, dockerAction: action)
        return await dendrite.call(Allocate.name, message, to: target, timeout: limits.action)
    }

    /// Whether the allocation of `publicKey` stands.
    func isAllocated(_ target: AxonTarget, publicKey: String) async -> DendriteOutcome<Allocate> {
        let message = Allocate(timeline: 0, checking: true, publicKey: publicKey)
        return await dendrite.call(Allocate.name, message, to: target, timeout: limits.status)
    }
}
