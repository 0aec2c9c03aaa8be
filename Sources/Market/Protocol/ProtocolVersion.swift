/// The generation of the compute protocol that a node speaks, separate from the product's version.
package enum ProtocolVersion {
    /// As text.
    package static let text = "1.9.0"
    /// As an integer, 100*major + 10*minor + patch: the axon's `version` on the chain and `info.version`.
    package static let number = 190
}
