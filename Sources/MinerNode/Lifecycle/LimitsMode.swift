package import Market

/// What a requirement means for the container: nothing (the renter gets the machine), or limits.
package enum LimitsMode: String, Sendable, CaseIterable {
    case none
    /// CPU, memory and disk of the requirement are what the container gets.
    case requested

    /// The least that a container can start with, whatever was asked for; below it the engine refuses or sshd dies.
    private static let leastMemory: Int64 = 64 << 20

    /// More than any machine has.
    private static let mostCPUs = 65_536

    /// The limits that `requirement` makes; nil for none.
    package func limits(_ requirement: DeviceRequirement) -> ContainerLimits? {
        guard self == .requested else { return nil }
        return ContainerLimits(
            nanoCPUs: requirement.cpuCount > 0 ? Int64(min(requirement.cpuCount, Self.mostCPUs)) * 1_000_000_000 : nil,
            memory: requirement.ramBytes > 0 ? max(Self.leastMemory, Int64(clamping: requirement.ramBytes)) : nil,
            disk: requirement.diskBytes > 0 ? Int64(clamping: requirement.diskBytes) : nil)
    }
}
