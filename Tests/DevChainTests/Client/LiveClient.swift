import Chain
import Keys
import TestSupport
import WebSockets

@testable import DevChain

/// Our client of a chain, with everything it is made of.
struct LiveClient {
    let rpc: RPCClient
    let chain: ChainSubtensor
    let submitter: ExtrinsicSubmitter

    init(
        _ endpoints: [WebSocketEndpoint], genesis: BlockHash? = nil,
        _ change: (inout RPCClient.Configuration) -> Void = { _ in }
    ) throws {
        var configuration = RPCClient.Configuration()
        configuration.limit = .seconds(60)
        configuration.connection.connect = .seconds(60)
        configuration.pause = .milliseconds(10)
        configuration.longestPause = .milliseconds(50)
        change(&configuration)
        rpc = RPCClient(endpoints: endpoints, configuration: configuration, logger: .silent)
        let runtimes = RuntimeSource(rpc: rpc, expectedGenesis: genesis)
        var patience = ExtrinsicSubmitter.Configuration()
        patience.poll = .milliseconds(20)
        submitter = ExtrinsicSubmitter(
            rpc: rpc, runtimes: runtimes, nonces: NonceKeeper(), configuration: patience, logger: .silent)
        chain = ChainSubtensor(reader: ChainReader(rpc: rpc, runtimes: runtimes), submitter: submitter)
    }

    /// What the subtensor pallet stores at the best block.
    func stored(_ item: String, _ keys: [UInt16]) async throws -> ScaleValue? {
        let item = Chain.StorageItem("SubtensorModule", item, keys.map { .unsigned(UInt128($0)) })
        return try await chain.reader.value(item, at: try await chain.reader.best().hash)
    }

    /// A call that succeeds for everybody and changes nothing but events.
    static func remark(_ text: String) -> RuntimeCall {
        RuntimeCall(
            pallet: "System", name: "remark_with_event", arguments: .fields(["remark": .bytes(Array(text.utf8))]))
    }
}

extension SubmissionOutcome {
    /// True when it is in a block, where it succeeded.
    var isIncluded: Bool { if case .included = self { true } else { false } }
}
