import Market
package import Wire

/// The calls that the rental of a machine consists of, with their time limits.
package struct MinerCalls: Sendable {
    private let dendrite: Dendrite
    private let limits: Limits

    /// How long each call may take (allocation API: availability 12 s, `allocate_hotkey` 60 s, release and docker actions 60 s,
    /// status 10 s).
    package struct Limits: Sendable {
        package var check = Duration.seconds(12)
        package var provision = Duration.seconds(60)
        package var release = Duration.seconds(60)
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

    /// Provisions a container for the allocation of `publicKey`.
    func provision(
        _ target: AxonTarget, requirement: DeviceRequirement, days: Int, publicKey: String, docker: DockerRequirement
    ) async -> DendriteOutcome<Allocate> {
        let message = Allocate(
            timeline: days, deviceRequirement: requirement, checking: false, publicKey: publicKey,
            dockerRequirement: docker)
        return await dendrite.call(Allocate.name, message, to: target, timeout: limits.provision)
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
