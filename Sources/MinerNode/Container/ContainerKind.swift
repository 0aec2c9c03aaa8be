/// What a container is for; the raw value is its label.
package enum ContainerKind: String, Sendable, Hashable {
    /// A renter's machine.
    case tenant
    /// A proof of GPU.
    case test
}
