import Chain
import DevChain
import Keys
import Logging
import TestSupport

/// A development chain that runs while a body uses it, with an axon of `//Bob` served.
enum ServedChain {
    /// Where `//Bob` serves: a miner of a local network.
    static let axon = "127.0.0.3:8092"

    static func run<R: Sendable>(
        commitReveal: Bool = false, _ body: @escaping @Sendable (Int, DevNode) async throws -> R
    ) async throws -> R {
        var logger = Logger(label: "chain")
        logger.logLevel = .critical
        var parameters = ChainParameters()
        parameters.commitReveal = commitReveal
        parameters.weightsRateLimit = 0
        let serving = Serving()
        let chain = try DevChain(
            configuration: DevChainConfiguration(
                port: 0, blockTime: .milliseconds(300), parameters: parameters, genesis: try .development()),
            logger: logger, listening: serving.listening)
        try await serveAxon(chain.node)
        return try await serving.run(chain.services, logger: logger) { port, _ in try await body(port, chain.node) }
    }

    /// The call that publishes an axon.
    static func serveAxon(ip: UInt128, port: UInt128) -> RuntimeCall {
        RuntimeCall(
            pallet: "SubtensorModule", name: "serve_axon",
            arguments: .fields([
                "netuid": .unsigned(27), "version": .unsigned(190), "ip": .unsigned(ip), "port": .unsigned(port),
                "ip_type": .unsigned(4), "protocol": .unsigned(4), "placeholder1": .unsigned(0),
                "placeholder2": .unsigned(0),
            ]))
    }

    private static func serveAxon(_ node: DevNode) async throws {
        let runtime = node.chainRuntime
        let extrinsic = try SignedExtrinsic.make(
            call: try serveAxon(ip: 0x7f00_0003, port: 8_092).encoded(runtime.metadata),
            signer: try Keypair(secretURI: "//Bob"), nonce: 0, era: .immortal, eraBlockHash: runtime.genesis,
            runtime: runtime)
        try await node.submit(extrinsic.bytes)
        // SDKs look at blocks before the head.
        for _ in 0..<12 { try await node.seal() }
    }
}
