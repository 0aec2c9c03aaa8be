/// What a container may use at most; nil is without limit.
package struct ContainerLimits: Sendable, Hashable {
    /// Billionths of a core.
    package var nanoCPUs: Int64?
    /// Bytes.
    package var memory: Int64?
    /// Bytes that the container may write; kept only where the engine's storage can (others ignore it, with a note).
    package var disk: Int64?

    package init(nanoCPUs: Int64? = nil, memory: Int64? = nil, disk: Int64? = nil) {
        self.nanoCPUs = nanoCPUs
        self.memory = memory
        self.disk = disk
    }
}
