import Testing

/// A fact that a `wandb_*.py` script looked at.
struct WandbCheck: Decodable, Sendable {
    let check: String
    let holds: Bool
    let seen: String

    /// What a script says at its end; nothing stopped it before.
    static let last = "all was asked"

    /// Records what does not hold, and a script that stopped before its end.
    static func expect(_ checks: [WandbCheck], of sdk: PeerEnvironment.SDK) {
        for check in checks { #expect(check.holds, "wandb \(sdk.name): \(check.check): \(check.seen)") }
        #expect(checks.last?.check == last, "wandb \(sdk.name) stopped behind: \(checks.last?.check ?? "nothing")")
    }
}

/// Runs `body` with every W&B client at once: each has a project of its own.
func withEveryWandb(_ body: @escaping @Sendable (PeerEnvironment.SDK) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for sdk in PeerEnvironment.wandbs { group.addTask { try await body(sdk) } }
        try await group.waitForAll()
    }
}

/// A project's name for one of the clients.
func project(_ name: String, _ sdk: PeerEnvironment.SDK) -> String {
    "\(name)-" + sdk.name.replacing(".", with: "-")
}
