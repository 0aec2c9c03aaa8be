package import Market

extension Allocate {
    /// Whether the axon bounds it per caller: what changes something, except a release, which waits for nothing.
    package var isBounded: Bool { !checking && (dockerChange || timeline > 0) }
}
