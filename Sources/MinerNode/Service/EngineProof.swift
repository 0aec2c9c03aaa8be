import ServiceLifecycle

/// Proves at the start that the engine runs containers, beside everything else: a miner serves at once, and one whose
/// engine cannot do it ends with the reason.
package struct EngineProof: Service {
    private let host: EngineHost

    package init(host: EngineHost) {
        self.host = host
    }

    /// Runs until shutdown once the proof is made.
    /// - Throws: ``MinerProblem/engine(_:)`` when it fails.
    package func run() async throws {
        try await host.checkContainers()
        try? await gracefulShutdown()
    }
}
