import Keys

/// The development accounts that the captured requests were signed by.
struct People: Sendable {
    let alice: Keypair
    let bob: Keypair
    let charlie: Keypair

    /// Derived once: that costs 2,048 rounds of hashing for each.
    private static let known = Result {
        try ["//Alice", "//Bob", "//Charlie"].map { try Keypair(secretURI: $0) }
    }

    init() throws {
        let known = try Self.known.get()
        (alice, bob, charlie) = (known[0], known[1], known[2])
    }
}
