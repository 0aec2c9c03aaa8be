import Market
package import Wire

/// The calls that the rental of a machine consists of, with their time limits.
package struct MinerCalls: Sendable {
    private let dendrite: Dendrite

    /// Seconds for each call (allocation API: availability 12, `allocate_hotkey` 60, release 60, status 10).
    static let checkLimit = Duration.seconds(12)
    static let provisionLimit = Duration.seconds(60)
    static let releaseLimit = Duration.seconds(60)
    static let statusLimit = Duration.seconds(10)

    package init(dendrite: Dendrite) {
        self.dendrite = dendrite
    }

    /// Whether the machine is free for `requirement`.
    func check(
        _ target: AxonTarget, requirement: DeviceRequirement, days: Int
    ) async -> DendriteOutcome<Allocate> {
        let message = Allocate(timeline: days, deviceRequirement: requirement, checking: true)
        return await dendrite.call(Allocate.name, message, to: target, timeout: Self.checkLimit)
    }

    /// Provisions a container for the allocation of `publicKey`.
    func provision(
        _ target: AxonTarget, requirement: DeviceRequirement, days: Int, publicKey: String, docker: DockerRequirement
    ) async -> DendriteOutcome<Allocate> {
        let message = Allocate(
            timeline: days, deviceRequirement: requirement, checking: false, publicKey: publicKey,
            dockerRequirement: docker)
        return await dendrite.call(Allocate.name, message, to: target, timeout: Self.provisionLimit)
    }

    /// Releases the allocation of `publicKey`.
    func release(_ target: AxonTarget, publicKey: String) async -> DendriteOutcome<Allocate> {
        let message = Allocate(timeline: 0, checking: false, publicKey: publicKey)
        return await dendrite.call(Allocate.name, message, to: target, timeout: Self.releaseLimit)
    }

    /// Whether the allocation of `publicKey` stands.
    func isAllocated(_ target: AxonTarget, publicKey: String) async -> DendriteOutcome<Allocate> {
        let message = Allocate(timeline: 0, checking: true, publicKey: publicKey)
        return await dendrite.call(Allocate.name, message, to: target, timeout: Self.statusLimit)
    }
}
