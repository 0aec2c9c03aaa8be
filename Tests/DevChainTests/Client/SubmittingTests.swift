import Chain
import Keys
import Testing

@testable import DevChain

/// Extrinsics of our client in our own chain: the good, the refused and the failed.
@Suite(.timeLimit(.minutes(2)))
struct SubmittingTests {
    /// The nonces of the account's extrinsics in the order of the blocks.
    static func nonces(_ account: AccountID, _ client: LiveClient) async throws -> [UInt32] {
        let node = client.chain.reader.node
        let metadata = try await client.chain.reader.runtimes.runtime().metadata
        var nonces: [UInt32] = []
        for number in 1...(try await client.chain.block()) {
            let hash = try #require(try await node.blockHash(number))
            for bytes in try #require(try await node.block(hash)).extrinsics {
                let extrinsic = try DecodedExtrinsic.decode(bytes, metadata: metadata)
                if extrinsic.signer == account { nonces.append(extrinsic.nonce) }
            }
        }
        return nonces
    }

    @Test("Two clients of one account submit ten each at the same time: each is in one block, no nonce is left out")
    func race() async throws {
        try await LiveChain.use { live in
            let clients = [try await live.client(), try await live.client()]
            let alice = try DevAccount.alice.keypair()
            try await withThrowingTaskGroup(of: SubmissionOutcome.self) { group in
                for (number, client) in clients.enumerated() {
                    for index in 0..<10 {
                        let call = LiveClient.remark("\(number) \(index)")
                        group.addTask { try await client.submitter.submit(call, signer: alice) }
                    }
                }
                for try await outcome in group { #expect(outcome.isIncluded, "\(outcome)") }
            }
            #expect(try await Self.nonces(alice.account, clients[0]) == Array(0..<20))
            for client in clients { await client.rpc.shutdown() }
        }
    }

    @Test("What the pool refuses ends with the name of the check, and takes no nonce")
    func refused() async throws {
        try await LiveChain.use { live in
            let client = try await live.client()
            let charlie = try DevAccount.charlie.keypair()
            let address = try #require(ChainAddress("127.0.0.3"))
            let axon = AxonPublication(address: address, port: 8_091, version: 190)
            let outcome = try await client.submitter.submit(
                SubtensorCall.serveAxon(axon, netuid: 27), signer: charlie)
            guard case .refused(let refusal) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(refusal.name == "HotKeyNotRegisteredInNetwork")
            #expect(try await client.submitter.submit(LiveClient.remark("x"), signer: charlie).isIncluded)
            #expect(try await Self.nonces(charlie.account, client) == [0])
            await client.rpc.shutdown()
        }
    }

    @Test("What fails in its block ends with the error's name and words from the metadata")
    func failed() async throws {
        try await LiveChain.use { live in
            let client = try await live.client()
            let alice = try DevAccount.alice.keypair()
            let call = SubtensorCall.burnedRegister(hotkey: alice.account, netuid: 27)
            let outcome = try await client.submitter.submit(call, signer: alice, until: .finalized)
            guard case .failed(let failure) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(failure.pallet == "SubtensorModule" && failure.name == "HotKeyAlreadyRegisteredInSubNet")
            #expect(!failure.docs.isEmpty)
            await client.rpc.shutdown()
        }
    }
}
