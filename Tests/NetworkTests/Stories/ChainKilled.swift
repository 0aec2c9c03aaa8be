import Chain
import Keys
import Testing

/// The development chain with files is killed while it works. No engine is needed.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ChainKilled {
    /// What the chain is doing when it is killed.
    enum Moment: CaseIterable {
        case afterInclusion
        case afterBlock
        case whileSubmitting
    }

    @Test("Killed at any moment, it goes on with the same blocks but the last, and takes extrinsics")
    func kill() async throws {
        let bob = try Keypair(secretURI: "//Bob")
        try await ChainNode.with { node in
            var port: UInt16 = 9_000
            for moment in Moment.allCases {
                port += 10
                let first = port
                let before = try await node.withClient { chain in
                    try await submit(3, from: first, to: chain, as: bob)
                    if moment == .afterBlock {
                        let last = try await chain.block()
                        try await Eventually.holds("no block is made") { try await chain.block() > last }
                    }
                    let genesis = try await chain.reader.block(named: "0").hash
                    let head = try await chain.block()
                    guard moment == .whileSubmitting else {
                        try await node.kill()
                        return (genesis, head)
                    }
                    try await withThrowingTaskGroup(of: Void.self) { tasks in
                        for _ in 0..<4 {
                            tasks.addTask { _ = try? await submit(1, from: first + 5, to: chain, as: bob) }
                        }
                        try await node.kill()
                        tasks.cancelAll()
                    }
                    return (genesis, head)
                }
                try await node.start()
                try await node.withClient { chain in
                    #expect(try await chain.reader.block(named: "0").hash == before.0)
                    #expect(try await chain.block() + 1 >= before.1)
                    // The nonce and the state go on, too.
                    try await submit(1, from: first + 9, to: chain, as: bob)
                    let neuron = try await chain.neuron(hotkey: bob.account, netuid: 27)
                    #expect(neuron?.axon?.port == Int(first + 9))
                }
            }
        }
    }

    /// `count` publications from `port` upwards are in blocks.
    private func submit(_ count: UInt16, from port: UInt16, to chain: ChainSubtensor, as signer: Keypair) async throws {
        let address = try #require(ChainAddress("127.0.0.3"))
        for port in port..<(port + count) {
            let outcome = try await chain.serveAxon(
                AxonPublication(address: address, port: port, version: 190), netuid: 27, signer: signer)
            guard case .published = outcome else { throw NotPublished(outcome: outcome) }
        }
    }

    private struct NotPublished: Error { let outcome: PublishOutcome }
}
