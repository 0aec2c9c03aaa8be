import Chain
import Keys
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ChainSubtensorWriteTests {
    private let alice: Keypair
    private let node: ScriptedSubnet

    init() throws {
        alice = try Keypair(secretURI: "//Alice")
        node = try ScriptedSubnet()
    }

    private var sent: [RuntimeCall] { node.state.withLock { $0.submitted } }

    private func axon(_ port: UInt16 = 8_091) throws -> AxonPublication {
        AxonPublication(address: try #require(ChainAddress("127.0.0.2")), port: port, version: 190)
    }

    private static let receipt = WriteReceipt(block: .zero, index: 1)

    @Test("Who is not registered publishes nothing")
    func notRegistered() async throws {
        #expect(try await node.subtensor.serveAxon(axon(), netuid: 27, signer: alice) == .notRegistered)
        let metrics = PrometheusPublication(address: try axon().address, port: 1, version: 190)
        #expect(try await node.subtensor.servePrometheus(metrics, netuid: 27, signer: alice) == .notRegistered)
        let weights = try WeightVector(uids: [1], weights: [1])
        #expect(
            try await node.subtensor.setWeights(weights, netuid: 27, versionKey: 190, signer: alice) == .notRegistered)
        #expect(sent.isEmpty)
    }

    @Test("An axon that the chain has is not sent again; another one is, once the rate limit allows it")
    func serveAxon() async throws {
        try node.register(alice.account, uid: 1)
        var same = try axon()
        // The sample's neuron has another hotkey, so that its axon is not Alice's.
        #expect(try await node.subtensor.serveAxon(same, netuid: 27, signer: alice) == .published(Self.receipt))
        same.port = 9_000
        #expect(try await node.subtensor.serveAxon(same, netuid: 27, signer: alice) == .published(Self.receipt))
        #expect(sent.last == SubtensorCall.serveAxon(same, netuid: 27))
        try node.set("ServingRateLimit", .unsigned(1_000))
        #expect(
            try await node.subtensor.serveAxon(same, netuid: 27, signer: alice) == .tooSoon(blocksLeft: 100))
        #expect(sent.count == 2)
    }

    @Test("Equal axons and metrics are recognised")
    func equality() throws {
        let axon = try axon()
        #expect(axon.equals(NeuronSamples.axon(1)))
        #expect(!axon.equals(AxonRecord()))
        let metrics = PrometheusPublication(address: axon.address, port: 8_091, version: 190)
        let record = PrometheusRecord(block: 800, version: 190, ip: axon.address.number, port: 8_091, ipType: 4)
        // Within 100 blocks of the last full hundred.
        #expect(metrics.equals(record, at: 999))
        #expect(!metrics.equals(record, at: 1_000))
    }

    @Test(
        "What the chain says of a submission is the outcome",
        arguments: [
            (SubmissionOutcome.refused(.custom(11)), "refused"), (.dropped("usurped"), "dropped: usurped"),
            (
                .failed(
                    DispatchFailure(pallet: "SubtensorModule", name: "InvalidPort", docs: "Not a port.")),
                "failed: InvalidPort (Not a port.)"
            ),
        ])
    func failures(_ outcome: SubmissionOutcome, _ text: String) async throws {
        try node.register(alice.account, uid: 0)
        node.state.withLock { $0.outcome = outcome }
        let result = try await node.subtensor.serveAxon(axon(), netuid: 27, signer: alice)
        guard case .failed(let failure) = result else { return #expect(Bool(false), "\(result)") }
        #expect("\(failure)".hasPrefix(text))
    }

    @Test(
        "A rate limit that strikes after the sending is too soon, like one that was seen before it",
        arguments: [
            SubmissionOutcome.refused(.custom(12)),
            .failed(DispatchFailure(pallet: "SubtensorModule", name: "ServingRateLimitExceeded", docs: "")),
        ])
    func late(_ outcome: SubmissionOutcome) async throws {
        try node.register(alice.account, uid: 0)
        node.state.withLock { $0.outcome = outcome }
        #expect(
            try await node.subtensor.serveAxon(axon(), netuid: 27, signer: alice) == .tooSoon(blocksLeft: 1))
    }

    @Test("Metrics are published with their version")
    func prometheus() async throws {
        try node.register(alice.account, uid: 0)
        let metrics = PrometheusPublication(address: try axon().address, port: 8_091, version: 190)
        #expect(
            try await node.subtensor.servePrometheus(metrics, netuid: 27, signer: alice) == .published(Self.receipt))
        #expect(sent == [SubtensorCall.servePrometheus(metrics, netuid: 27)])
    }

    @Test("Weights are refused before they are sent: too soon, too few, too old a version")
    func weightRules() async throws {
        try node.register(alice.account, uid: 1)
        try node.set("WeightsSetRateLimit", .unsigned(100))
        try node.set("MinAllowedWeights", .unsigned(2))
        try node.set("WeightsVersionKey", .unsigned(190))
        try node.set("LastUpdate", .list([.unsigned(1), .unsigned(970), .unsigned(3)]))
        let subtensor = node.subtensor
        let one = try WeightVector(uids: [2], weights: [1])
        func set(_ weights: WeightVector, _ version: UInt64 = 190) async throws -> WeightOutcome {
            try await subtensor.setWeights(weights, netuid: 27, versionKey: version, signer: alice)
        }
        #expect(try await set(one) == .tooSoon(blocksLeft: 70))
        #expect(try await set(one, 189) == .oldVersion(required: 190))
        node.state.withLock { $0.block = 1_070 }
        #expect(try await set(one) == .tooFew(1, minimum: 2))
        #expect(sent.isEmpty)
        let two = try WeightVector(uids: [0, 2], weights: [1, 2])
        #expect(try await set(two) == .set(Self.receipt))
        // A weight for itself is always enough.
        #expect(try await set(try WeightVector(uids: [1], weights: [1])) == .set(Self.receipt))
        #expect(sent.first == SubtensorCall.setWeights(two, netuid: 27, versionKey: 190))
    }

    @Test("With commit-reveal a hash is committed, and revealed in its epoch")
    func commitReveal() async throws {
        try node.register(alice.account, uid: 1)
        try node.set("CommitRevealWeightsEnabled", .bool(true))
        try node.set("RevealPeriodEpochs", .unsigned(1))
        let subtensor = node.subtensor
        let weights = try WeightVector(uids: [0, 2], weights: [1, 2])
        let outcome = try await subtensor.setWeights(weights, netuid: 27, versionKey: 190, signer: alice)
        guard case .committed(let commit, Self.receipt) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(commit.salt.count == 8)
        #expect(sent == [SubtensorCall.commitWeights(commit, hotkey: alice.account)])
        // Epochs of 100 blocks, moved by netuid + 1: block 1,000 is in epoch 10, the next begins at 1,072.
        #expect(try await subtensor.revealWeights(commit, signer: alice) == .tooSoon(blocksLeft: 71))
        node.state.withLock { $0.block = 1_072 }
        #expect(try await subtensor.revealWeights(commit, signer: alice) == .set(Self.receipt))
        #expect(sent.last == SubtensorCall.revealWeights(commit))
        node.state.withLock { $0.block = 1_172 }
        #expect(try await subtensor.revealWeights(commit, signer: alice) == .tooLate(blocks: 2))
    }

    @Test("Where only encrypted commits are taken, the outcome says so")
    func timelocked() async throws {
        let node = try ScriptedSubnet(runtime: NeuronRuntime.runtime(calls: ["commit_timelocked_weights"]))
        try node.register(alice.account, uid: 1)
        try node.set("CommitRevealWeightsEnabled", .bool(true))
        let weights = try WeightVector(uids: [0], weights: [1])
        let outcome = try await node.subtensor.setWeights(weights, netuid: 27, versionKey: 190, signer: alice)
        guard case .unsupported(let reason) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(reason.contains("commit_timelocked_weights"))
    }

    @Test(
        "Weights of a mechanism go by its own rate limit, in the calls that name it; a runtime without them is told of")
    func mechanism() async throws {
        let calls = ["set_mechanism_weights", "commit_mechanism_weights", "reveal_mechanism_weights"]
        let node = try ScriptedSubnet(runtime: NeuronRuntime.runtime(calls: calls))
        try node.register(alice.account, uid: 1)
        try node.set("WeightsSetRateLimit", .unsigned(100))
        // Mechanism 0 was set lately, mechanism 2 was not.
        try node.set("LastUpdate", .list([.unsigned(1), .unsigned(990)]))
        let other = StorageItem("SubtensorModule", "LastUpdate", [.unsigned(2 * 4_096 + 27)])
        try node.store(other, .list([.unsigned(1), .unsigned(800)]))
        let weights = try WeightVector(uids: [0, 2], weights: [1, 2])
        func set(_ mechanism: UInt8) async throws -> WeightOutcome {
            try await node.subtensor.setWeights(
                weights, netuid: 27, mechanism: mechanism, versionKey: 190, signer: alice)
        }
        #expect(try await set(0) == .tooSoon(blocksLeft: 90))
        #expect(try await set(2) == .set(Self.receipt))
        try node.set("CommitRevealWeightsEnabled", .bool(true))
        let outcome = try await set(2)
        guard case .committed(let commit, Self.receipt) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(commit.mechanism == 2)
        #expect(
            node.state.withLock { $0.submitted } == [
                SubtensorCall.setWeights(weights, netuid: 27, mechanism: 2, versionKey: 190),
                SubtensorCall.commitWeights(commit, hotkey: alice.account),
            ])
        try self.node.register(alice.account, uid: 1)
        let unsupported = try await self.node.subtensor.setWeights(
            weights, netuid: 27, mechanism: 2, versionKey: 190, signer: alice)
        guard case .unsupported(let reason) = unsupported else { return #expect(Bool(false), "\(unsupported)") }
        #expect(reason.contains("set_mechanism_weights"))
    }

    @Test("A registration is refused before it is paid: closed, too dear, too poor, there already")
    func registrationRules() async throws {
        let hotkey = NeuronSamples.account(7)
        let subtensor = node.subtensor
        func register(_ atMost: UInt64? = nil) async throws -> RegistrationOutcome {
            try await subtensor.burnedRegister(hotkey: hotkey, netuid: 27, coldkey: alice, atMost: atMost)
        }
        try node.set("Burn", .unsigned(10))
        try node.set("NetworkRegistrationAllowed", .bool(false))
        #expect(try await register() == .closed)
        try node.set("NetworkRegistrationAllowed", .bool(true))
        #expect(try await register(9) == .tooExpensive(burn: 10))
        #expect(try await register() == .tooPoor(free: 0, burn: 10))
        try node.register(hotkey, uid: 2)
        #expect(try await register() == .alreadyRegistered(uid: 2))
        #expect(sent.isEmpty)
    }

    @Test("A registration waits for finality and tells the number")
    func registration() async throws {
        let hotkey = NeuronSamples.account(7)
        let key = try NeuronRuntime.runtime().metadata.storageKey(
            "SubtensorModule", "Uids", [.unsigned(27), .account(hotkey)])
        node.state.withLock { state in
            state.outcome = .finalized(block: .zero, index: 1, events: [])
            state.effect = { $0.storage[key] = [3, 0] }
        }
        let outcome = try await node.subtensor.burnedRegister(hotkey: hotkey, netuid: 27, coldkey: alice, atMost: nil)
        #expect(outcome == .registered(uid: 3, WriteReceipt(block: .zero, index: 1, isFinal: true)))
        #expect(node.state.withLock { $0.goals } == [.finalized])
        #expect(sent == [SubtensorCall.burnedRegister(hotkey: hotkey, netuid: 27)])
    }
}
