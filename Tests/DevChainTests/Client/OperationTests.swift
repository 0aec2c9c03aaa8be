import Chain
import Keys
import Testing

@testable import DevChain

/// Our client does what roles do, against our own chain over the network.
@Suite(.timeLimit(.minutes(2)))
struct OperationTests {
    private static let netuid: UInt16 = 27

    @Test("The block, the metagraph, a neuron, the owner, the rules and a balance are read")
    func reading() async throws {
        try await LiveChain.use { live in
            let client = try await live.client()
            let accounts = try [DevAccount.owner, .alice, .bob].map { try $0.account() }
            let graph = try await client.chain.metagraph(netuid: Self.netuid)
            #expect(graph.neurons.map(\.hotkey) == accounts)
            #expect(graph.neurons.map(\.uid) == [0, 1, 2])
            #expect(graph.neurons.allSatisfy { $0.validatorPermit && $0.stake > 0 && $0.axon == nil })
            #expect(try await client.chain.block() >= graph.block)
            #expect(try await client.chain.neuron(hotkey: accounts[1], netuid: Self.netuid) == graph.neurons[1])
            #expect(try await client.chain.neuron(uid: 2, netuid: Self.netuid) == graph.neurons[2])
            #expect(try await client.chain.neuron(uid: 3, netuid: Self.netuid) == nil)
            #expect(try await client.chain.ownerHotkey(netuid: Self.netuid) == accounts[0])
            let rules = try await client.chain.hyperparameters(netuid: Self.netuid)
            #expect(rules.tempo == 360 && rules.neurons == 3 && !rules.commitRevealEnabled)
            #expect(try await client.chain.balance(of: accounts[1]).tao == 100_000)
            await #expect(throws: SubtensorError.unknownSubnet(99)) { try await client.chain.metagraph(netuid: 99) }
            await client.rpc.shutdown()
        }
    }

    @Test("A hotkey is registered, serves axon and metrics, and is in the metagraph with them")
    func serving() async throws {
        try await LiveChain.use { live in
            let client = try await live.client()
            let (hotkey, coldkey) = (try DevAccount.ferdie.keypair(), try DevAccount.dave.keypair())
            let address = try #require(ChainAddress("127.0.0.5"))
            var axon = AxonPublication(address: address, port: 8_091, version: 190)
            #expect(try await client.chain.serveAxon(axon, netuid: Self.netuid, signer: hotkey) == .notRegistered)

            func register(atMost: UInt64? = nil) async throws -> RegistrationOutcome {
                try await client.chain.burnedRegister(
                    hotkey: hotkey.account, netuid: Self.netuid, coldkey: coldkey, atMost: atMost)
            }
            #expect(try await register(atMost: 1) == .tooExpensive(burn: 1_000_000))
            guard case .registered(uid: 3, let receipt) = try await register() else {
                Issue.record("not registered as 3")
                return
            }
            #expect(receipt.isFinal)
            #expect(try await register() == .alreadyRegistered(uid: 3))
            #expect(try await client.chain.balance(of: coldkey.account).free == 100_000_000_000_000 - 1_000_000)

            guard case .published = try await client.chain.serveAxon(axon, netuid: Self.netuid, signer: hotkey) else {
                Issue.record("not published")
                return
            }
            #expect(try await client.chain.serveAxon(axon, netuid: Self.netuid, signer: hotkey) == .unchanged)
            let metrics = PrometheusPublication(address: address, port: 9_100, version: 190)
            let told = try await client.chain.servePrometheus(metrics, netuid: Self.netuid, signer: hotkey)
            guard case .published = told else {
                Issue.record("\(told)")
                return
            }
            let neuron = try #require(
                try await client.chain.metagraph(netuid: Self.netuid).neuron(of: hotkey.account))
            #expect(neuron.uid == 3 && neuron.coldkey == coldkey.account)
            #expect(neuron.axon == AxonInfo(ip: "127.0.0.5", port: 8_091, version: 190))
            #expect(neuron.prometheus?.port == 9_100)
            axon.port = 8_092
            guard
                case .tooSoon(let left) = try await client.chain.serveAxon(axon, netuid: Self.netuid, signer: hotkey)
            else {
                // Fifty blocks of 50 ms may have passed on a busy machine.
                #expect(try await client.chain.block() >= (neuron.prometheus?.block ?? 0) + 50)
                return
            }
            #expect((1...50).contains(left))
            await client.rpc.shutdown()
        }
    }

    @Test("Of publications at the same time one is published, and the others come too soon")
    func race() async throws {
        try await LiveChain.use({ $0.parameters.servingRateLimit = 1_000_000 }) { live in
            let client = try await live.client()
            let bob = try DevAccount.bob.keypair()
            let address = try #require(ChainAddress("127.0.0.3"))
            let outcomes = try await withThrowingTaskGroup(of: PublishOutcome.self) { group in
                for port in UInt16(8_091)...8_094 {
                    group.addTask {
                        let axon = AxonPublication(address: address, port: port, version: 190)
                        return try await client.chain.serveAxon(axon, netuid: Self.netuid, signer: bob)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let published = outcomes.count { if case .published = $0 { true } else { false } }
            let early = outcomes.count { outcome in
                switch outcome {
                case .tooSoon(let left): left > 900_000
                // It was in the pool when the other one came into a block, and the node threw it out.
                case .failed(.dropped): true
                default: false
                }
            }
            #expect(published == 1 && early == 3, "\(outcomes)")
            await client.rpc.shutdown()
        }
    }

    /// The weights that `//Alice` has on the chain.
    private static func row(_ client: LiveClient) async throws -> [[UInt128]] {
        let row = try await client.stored("Weights", [netuid, 1])?.list ?? []
        return row.map { pair in (pair.list ?? []).compactMap { $0.unsigned } }
    }

    @Test("Weights are set and read back, and again only after the limit")
    func weights() async throws {
        try await LiveChain.use({ $0.parameters.weightsRateLimit = 1_000_000 }) { live in
            let client = try await live.client()
            let alice = try DevAccount.alice.keypair()
            let weights = try WeightVector(uids: [0, 2], weights: [0.5, 1])
            let first = try await client.chain.setWeights(
                weights, netuid: Self.netuid, versionKey: 190, signer: alice)
            guard case .set = first else {
                Issue.record("\(first)")
                return
            }
            #expect(try await Self.row(client) == [[0, 32_768], [2, 65_535]])
            let second = try await client.chain.setWeights(
                weights, netuid: Self.netuid, versionKey: 190, signer: alice)
            guard case .tooSoon(let left) = second else {
                Issue.record("\(second)")
                return
            }
            #expect(left > 900_000 && left <= 1_000_000)
            await client.rpc.shutdown()
        }
    }

    @Test("With commit-reveal weights are committed by their hash, and revealed in their window")
    func commitReveal() async throws {
        try await LiveChain.use({ $0.parameters.commitReveal = true }) { live in
            let client = try await live.client()
            let alice = try DevAccount.alice.keypair()
            let weights = try WeightVector(uids: [0, 1], weights: [1, 0.25])
            let set = try await client.chain.setWeights(weights, netuid: Self.netuid, versionKey: 190, signer: alice)
            guard case .committed(let commit, _) = set else {
                Issue.record("\(set)")
                return
            }
            #expect(try await Self.row(client).isEmpty)
            let rules = try await client.chain.hyperparameters(netuid: Self.netuid)
            let window = commit.revealWindow(rules)
            let node = try await live.node
            if await node.head.number + 1 < window.lowerBound {
                let early = try await client.chain.revealWeights(commit, signer: alice)
                guard case .tooSoon(let left) = early else {
                    Issue.record("\(early)")
                    return
                }
                #expect(left > 0)
            }
            while await node.head.number + 1 < window.lowerBound { try await node.seal() }
            let revealed = try await client.chain.revealWeights(commit, signer: alice)
            guard case .set = revealed else {
                Issue.record("\(revealed)")
                return
            }
            #expect(try await Self.row(client) == [[0, 65_535], [1, 16_384]])
            await client.rpc.shutdown()
        }
    }
}
