import Chain
import Keys
import Testing

@Suite struct MemorySubtensorTests {
    private let alice: Keypair
    private let bob: Keypair
    private let chain: MemorySubtensor

    init() throws {
        alice = try Keypair(secretURI: "//Alice")
        bob = try Keypair(secretURI: "//Bob")
        let neuron = Neuron(uid: 0, hotkey: alice.account, coldkey: alice.account, stake: 10_000, validatorPermit: true)
        chain = MemorySubtensor(netuid: 27, neurons: [neuron], block: 100)
    }

    @Test("An axon is published, not twice, and not again too soon")
    func axon() async throws {
        let address = try #require(ChainAddress("127.0.0.2"))
        var axon = AxonPublication(address: address, port: 1, version: 190)
        let first = try await chain.serveAxon(axon, netuid: 27, signer: alice)
        #expect(first == .published(WriteReceipt(block: nil)))
        #expect(try await chain.neuron(uid: 0, netuid: 27)?.axon == AxonInfo(ip: "127.0.0.2", port: 1, version: 190))
        #expect(try await chain.serveAxon(axon, netuid: 27, signer: alice) == .unchanged)
        axon.port = 2
        #expect(try await chain.serveAxon(axon, netuid: 27, signer: alice) == .tooSoon(blocksLeft: 48))
        #expect(try await chain.serveAxon(axon, netuid: 27, signer: bob) == .notRegistered)
    }

    @Test("A hotkey is registered for what the coldkey has")
    func register() async throws {
        chain.change { $0.subnets[27]?.parameters.burn = 5 }
        func register() async throws -> RegistrationOutcome {
            try await chain.burnedRegister(hotkey: bob.account, netuid: 27, coldkey: alice, atMost: nil)
        }
        #expect(try await register() == .tooPoor(free: 0, burn: 5))
        chain.change { [alice] in $0.balances[alice.account] = AccountBalance(free: 7) }
        #expect(try await register() == .registered(uid: 1, WriteReceipt(block: nil)))
        #expect(try await register() == .alreadyRegistered(uid: 1))
        #expect(try await chain.balance(of: alice.account).free == 2)
        #expect(try await chain.uid(of: bob.account, netuid: 27) == 1)
    }

    @Test("Weights are set, or committed and revealed")
    func weights() async throws {
        let weights = try WeightVector(uids: [0], weights: [1])
        func set() async throws -> WeightOutcome {
            try await chain.setWeights(weights, netuid: 27, versionKey: 190, signer: alice)
        }
        #expect(try await set() == .set(WriteReceipt(block: nil)))
        #expect(try await set() == .tooSoon(blocksLeft: 99))
        chain.change {
            $0.block += 100
            $0.subnets[27]?.parameters.commitRevealEnabled = true
        }
        guard case .committed(let commit, _) = try await set() else { return #expect(Bool(false), "a commit") }
        guard case .tooSoon = try await chain.revealWeights(commit, signer: alice) else {
            return #expect(Bool(false), "too soon")
        }
        chain.change { $0.block += 361 }
        #expect(try await chain.revealWeights(commit, signer: alice) == .set(WriteReceipt(block: nil)))
        #expect(chain.current.subnets[27]?.weights[alice.account] == [0: 65_535])
    }

    @Test("While it is away nothing is read or written")
    func away() async throws {
        chain.change { $0.away = "gone" }
        await #expect(throws: SubtensorError.unavailable("gone")) { try await chain.block() }
        await #expect(throws: SubtensorError.unavailable("gone")) { try await chain.metagraph(netuid: 27) }
        await #expect(throws: SubtensorError.unavailable("gone")) {
            try await chain.burnedRegister(hotkey: bob.account, netuid: 27, coldkey: alice, atMost: nil)
        }
    }
}
