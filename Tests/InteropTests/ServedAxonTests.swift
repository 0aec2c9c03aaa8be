import AllocationAPI
import AsyncHTTPClient
import Chain
import Keys
import Market
import TestSupport
import Testing
import Wire

/// An axon that a public SDK has told the chain of is one that our API finds and calls.
@Suite(.enabled(if: PeerEnvironment.bt9 != nil, "needs bittensor 9.0.0 in NI_TEST_VENV_BT9"))
struct ServedAxonTests {
    @Test("What bittensor 9.0.0 registers and serves, our API finds in the metagraph and asks")
    func served() async throws {
        let (validator, miner) = (try Keypair(secretURI: "//Alice"), try Keypair(secretURI: "//Eve"))
        let outcome = try await TestAxon.serve(as: "//Eve", unsignedBodies: .deny) { axonPort in
            try await ServedChain.run { port, _ in
                let report = try await ChainPeerReport.run(
                    PeerEnvironment.bt9, port: port,
                    ["--hotkey", "//Eve", "--ip", "127.0.0.1", "--port", "\(axonPort)"],
                    steps: ["register", "serve_axon"])
                #expect(try report.outcome("register").isGood)
                #expect(try report.outcome("serve_axon").isGood)
                let connection = try NetworkName("ws://127.0.0.1:\(port)").connect(logger: .silent)
                let found = try await MetagraphCache(
                    subtensor: connection.chain, netuid: 27, interval: .seconds(600), logger: .silent)
                await connection.shutdown()
                let entry = try #require(MinerDirectory(metagraph: found).find(miner.account.ss58))
                #expect(entry.target == AxonTarget(hotkey: miner.account, ip: "127.0.0.1", port: axonPort))
                return await Dendrite(keypair: validator, http: .dendrite).call(
                    Allocate.name, Allocate(timeline: 5, checking: true), to: entry.target, timeout: .seconds(30))
            }
        }
        guard case .answered(let answer, signed: true) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(answer.output.status == true)
        #expect(answer.output.message == "5 true")
    }
}
