import Chain
import Foundation
import Keys
import Synchronization
import TestSupport
import Testing
import WebSockets

@testable import DevChain

/// The chain goes away, comes back, or is another one: our client comes to a clear end and recovers by itself.
@Suite(.timeLimit(.minutes(2)))
struct OutageTests {
    private static let netuid: UInt16 = 27

    private static func seals(_ configuration: inout DevChainConfiguration) { configuration.blockTime = nil }

    private static func other(_ configuration: inout DevChainConfiguration) { configuration.parameters.tempo = 99 }

    @Test("A node that restarts between two calls is the same chain to the next call")
    func restart() async throws {
        try await LiveChain.use { live in
            let client = try await live.client()
            let alice = try DevAccount.alice.keypair()
            #expect(try await client.submitter.submit(LiveClient.remark("a"), signer: alice).isIncluded)
            let before = try await client.chain.block()
            try await live.stop()
            try await live.start()
            #expect(try await client.chain.block() >= before)
            #expect(try await client.chain.metagraph(netuid: Self.netuid).neurons.count == 3)
            #expect(try await client.submitter.submit(LiveClient.remark("b"), signer: alice).isIncluded)
            #expect(try await SubmittingTests.nonces(alice.account, client) == [0, 1])
            await client.rpc.shutdown()
        }
    }

    @Test("An extrinsic that a restarted node forgot is submitted again and included once")
    func forgotten() async throws {
        try await LiveChain.use(Self.seals) { live in
            let client = try await live.client()
            let alice = try DevAccount.alice.keypair()
            async let outcome = client.submitter.submit(LiveClient.remark("x"), signer: alice)
            try await Self.waits(in: live)
            try await live.stop()
            try await live.start()
            #expect(try await outcome.isIncluded)
            #expect(try await SubmittingTests.nonces(alice.account, client) == [0])
            await client.rpc.shutdown()
        }
    }

    @Test("An extrinsic that came into a block while nobody told of it is found there")
    func overlooked() async throws {
        try await LiveChain.use(Self.seals) { live in
            let client = try await live.client()
            let alice = try DevAccount.alice.keypair()
            async let outcome = client.submitter.submit(LiveClient.remark("x"), signer: alice, until: .finalized)
            try await Self.waits(in: live)
            // It is in a block, but not in a final one, when the connection goes.
            try await live.node.seal()
            try await live.stop()
            try await live.start()
            guard case .finalized = try await outcome else {
                Issue.record("not finalized")
                return
            }
            #expect(try await SubmittingTests.nonces(alice.account, client) == [0])
            await client.rpc.shutdown()
        }
    }

    /// Returns when an extrinsic waits for a block.
    private static func waits(in live: LiveChain) async throws {
        let node = try await live.node
        while await node.pending == 0 { await Task.yield() }
    }

    @Test("Another chain in the place of the first is refused, until the first is back")
    func otherChain() async throws {
        try await LiveChain.use { live in
            let client = try await live.client()
            let alice = try DevAccount.alice.keypair()
            let genesis = try await live.node.genesisHash
            #expect(try await client.chain.metagraph(netuid: Self.netuid).neurons.count == 3)
            try await live.stop()
            try await live.start(name: "other", Self.other)
            let found = try await live.node.genesisHash
            #expect(found != genesis)
            let wrong = ChainError.wrongGenesis(expected: genesis, found: found)
            await #expect(throws: SubtensorError.wrongChain("\(wrong)")) {
                try await client.chain.metagraph(netuid: Self.netuid)
            }
            await #expect(throws: wrong) {
                try await client.submitter.submit(LiveClient.remark("x"), signer: alice)
            }
            #expect(try await live.node.nextNonce(alice.account) == 0)
            try await live.stop()
            try await live.start()
            #expect(try await client.chain.metagraph(netuid: Self.netuid).neurons.count == 3)
            #expect(try await client.submitter.submit(LiveClient.remark("x"), signer: alice).isIncluded)
            await client.rpc.shutdown()
        }
    }

    @Test("A chain of another genesis than the expected one is refused from the beginning")
    func wrongGenesis() async throws {
        try await LiveChain.use { live in
            let expected = BlockHash(hashing: [1])
            let client = try await live.client(genesis: expected)
            let wrong = ChainError.wrongGenesis(expected: expected, found: try await live.node.genesisHash)
            await #expect(throws: SubtensorError.wrongChain("\(wrong)")) {
                try await client.chain.metagraph(netuid: Self.netuid)
            }
            await client.rpc.shutdown()
        }
    }

    @Test("An endpoint that accepts and never answers gives way to a good one")
    func silent() async throws {
        try await LiveChain.use { live in
            let (ports, feed) = AsyncStream<Int>.makeStream()
            let asked = Mutex(0)
            let server = WebSocketServer(
                configuration: .init(), logger: .silent, onListening: { feed.yield($0) },
                handler: { peer in
                    for await _ in peer.messages { asked.withLock { $0 += 1 } }
                })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                for await port in ports {
                    let silent = try WebSocketEndpoint("ws://127.0.0.1:\(port)")
                    let client = try await live.client(before: [silent]) { $0.silence = .milliseconds(300) }
                    #expect(try await client.chain.metagraph(netuid: Self.netuid).neurons.count == 3)
                    let alice = try DevAccount.alice.keypair()
                    #expect(try await client.submitter.submit(LiveClient.remark("x"), signer: alice).isIncluded)
                    await client.rpc.shutdown()
                    break
                }
                server.beginShutdown()
                try await group.waitForAll()
            }
            #expect(asked.withLock { $0 } > 0)
        }
    }

    @Test("The metagraph's cache keeps the last good one through all of this, and is fresh again afterwards")
    func cache() async throws {
        try await LiveChain.use { live in
            // Calls that find nobody shall end soon.
            let client = try await live.client { $0.patience = .milliseconds(50) }
            let cache = try await MetagraphCache(
                subtensor: client.chain, netuid: Self.netuid, interval: .seconds(12), patience: .seconds(10),
                logger: .silent)
            let first = cache.current
            try await live.stop()
            await cache.refresh()
            #expect(!cache.isFresh && cache.current == first)
            try await live.start(name: "other", Self.other)
            await cache.refresh()
            #expect(!cache.isFresh && cache.current == first)
            try await live.stop()
            try await live.start()
            try await live.node.seal()
            await cache.refresh()
            #expect(cache.isFresh)
            #expect(cache.current.block > first.block && cache.current.neurons == first.neurons)
            await client.rpc.shutdown()
        }
    }
}
