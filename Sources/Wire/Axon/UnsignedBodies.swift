/// What an axon does with requests whose body nobody signed (Python's): `--axon.unsigned-bodies`.
package enum UnsignedBodies: String, Sendable, CaseIterable {
    /// They count like others: the public networks, where Python peers rent.
    case allow
    /// They may carry a ping, or an `Allocate` that only checks.
    case checkOnly = "check-only"
    /// They are refused: local and private networks.
    case deny
}
