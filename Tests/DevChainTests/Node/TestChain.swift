import Chain
import Keys
import Logging
import Synchronization
import TestSupport

@testable import DevChain

/// A chain whose blocks are sealed by hand, and what is needed to send it extrinsics.
struct TestChain {
    let chain: DevChain
    var node: DevNode { chain.node }
    private let serving = Serving()
    private let logger: Logger

    /// The chain of the public SDKs, whose keys are derived once.
    static let genesis = Result { try GenesisConfiguration.development() }

    init(
        directory: String? = nil, finalityLag: Int = 2, depth: Ledger.Depth = .init(),
        change: (inout DevChainConfiguration) -> Void = { _ in }
    ) throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        self.logger = logger
        let clock = Mutex<UInt64>(1_700_000_000_000)
        let now = Clock(clock)
        var configuration = DevChainConfiguration(
            directory: directory, port: 0, blockTime: nil, finalityLag: finalityLag,
            genesis: try Self.genesis.get(), depth: depth, now: { now.next() })
        change(&configuration)
        chain = try DevChain(configuration: configuration, logger: logger, listening: serving.listening)
    }

    /// A clock that goes on by 12 s whenever it is read.
    private final class Clock: Sendable {
        private let time: Mutex<UInt64>

        init(_ time: consuming Mutex<UInt64>) { self.time = time }

        func next() -> UInt64 {
            time.withLock { time in
                time += 12_000
                return time
            }
        }
    }

    /// Lends the port of the running server to `body`.
    func serving<R: Sendable>(_ body: @escaping @Sendable (Int) async throws -> R) async throws -> R {
        try await serving.run(chain.services, logger: logger) { port, _ in try await body(port) }
    }

    /// A signed remark, which pays no fee by default and changes nothing but events.
    static func remark(
        _ node: DevNode, _ text: String, by account: DevAccount = .alice, nonce: UInt32, tip: UInt64 = 0,
        era: Era = .immortal, eraBlockHash: BlockHash? = nil
    ) throws -> SignedExtrinsic {
        let call = RuntimeCall(
            pallet: "System", name: "remark_with_event", arguments: .fields(["remark": .bytes(Array(text.utf8))]))
        return try SignedExtrinsic.make(
            call: try call.encoded(node.runtime.metadata), signer: try account.keypair(), nonce: nonce, tip: tip,
            era: era, eraBlockHash: (eraBlockHash ?? node.genesisHash).bytes, runtime: node.chainRuntime)
    }
}
