import Keys

/// The development accounts that the captured requests were signed by.
struct People: Sendable {
    let alice: Keypair
    let bob: Keypair
    let charlie: Keypair

    init() throws {
        alice = try Keypair(secretURI: "//Alice")
        bob = try Keypair(secretURI: "//Bob")
        charlie = try Keypair(secretURI: "//Charlie")
    }
}
