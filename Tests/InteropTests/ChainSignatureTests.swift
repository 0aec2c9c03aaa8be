import Chain
import DevChain
import Keys
import Testing

/// Extrinsics that we sign, judged by the SDK's own payload and signature code.
@Suite(.serialized)
struct ChainSignatureTests {
    private struct Verdict: Decodable, Sendable {
        let verifies: Bool
        let spoiledVerifies: Bool
        let sameCall: Bool

        private enum CodingKeys: String, CodingKey {
            case verifies
            case spoiledVerifies = "spoiled_verifies"
            case sameCall = "same_call"
        }
    }

    @Test(
        "bittensor 9.0.0 finds the signature of our extrinsic good, immortal and mortal, and a spoiled payload bad",
        .enabled(if: PeerEnvironment.bt9 != nil, "needs bittensor 9.0.0 in NI_TEST_VENV_BT9"), arguments: [false, true])
    func signature(_ mortal: Bool) async throws {
        let verdict = try await ServedChain.run { port, node in
            let runtime = node.chainRuntime
            let current = await node.head.number
            let era = mortal ? Era.mortal(wish: 64, current: current) : .immortal
            let birth = mortal ? try #require(await node.hash(of: era.birth(current))) : node.genesisHash
            let alice = try Keypair(secretURI: "//Alice")
            let call = ServedChain.serveAxon(ip: 16_909_060, port: 8_091)
            let extrinsic = try SignedExtrinsic.make(
                call: try call.encoded(runtime.metadata), signer: alice, nonce: 5, era: era,
                eraBlockHash: birth.bytes, runtime: runtime)
            let life = mortal ? ["--period", "64", "--current", "\(current)"] : []
            return try await PythonPeer.answers(
                PeerEnvironment.bt9, "chain_verify.py",
                ["ws://127.0.0.1:\(port)", alice.account.ss58, extrinsic.hex, "5"] + life, as: Verdict.self)
        }
        let answer = try #require(verdict.first)
        #expect(answer.verifies)
        #expect(!answer.spoiledVerifies)
        #expect(answer.sameCall)
    }
}
