import Chain
import DevChain
import JSON
import Keys
import Testing

/// The public SDKs as clients of the development chain.
@Suite(.serialized)
struct ChainSDKTests {
    private static let netuid: UInt16 = 27

    private static func address(_ uri: String) throws -> String { try Keypair(secretURI: uri).account.ss58 }

    /// What every SDK must have read and done.
    private func check(_ report: ChainPeerReport, newAxon: String = "127.0.0.2:8091") throws {
        let owner = try Self.address("//Owner")
        let bob = try Self.address("//Bob")
        let newcomer = try Self.address("//Charlie")
        #expect((try report.value("block").integer ?? 0) >= 12)

        let graph = try report.value("metagraph")
        #expect(graph["n"] == 3)
        #expect(graph["hotkeys"]?.list?.compactMap(\.text) == [owner, try Self.address("//Alice"), bob])
        #expect(graph["axons"]?[bob]?.text == ServedChain.axon)
        #expect(graph["stakes"]?.list?.count == 3)
        #expect(graph["stakes"]?.list?.allSatisfy { ($0.number ?? 0) > 0 } == true)
        #expect(graph["permits"] == [true, true, true])

        #expect(try report.value("neuron")["hotkey"]?.text == (try Self.address("//Alice")))
        #expect(try report.value("owner").text == owner)
        #expect(try report.value("uid") == 2)

        let registered = try report.outcome("register")
        #expect(registered.isGood, "\(registered.message)")
        #expect(try report.value("new_uid") == 3)
        let served = try report.outcome("serve_axon")
        #expect(served.isGood, "\(served.message)")

        let after = try report.value("metagraph", turn: 1)
        #expect(after["n"] == 4)
        #expect(after["axons"]?[newcomer]?.text == newAxon)
        #expect((try report.value("balance").integer ?? 0) > 0)
    }

    /// The weights on the chain: what `0,0.25,0.75` becomes.
    private static let weights: JSONValue = [[1, [[1, 21_845], [2, 65_535]]]]

    @Test(
        "bittensor 9.0.0 reads, registers, serves axon and prometheus, sets weights",
        .enabled(if: PeerEnvironment.bt9 != nil, "needs bittensor 9.0.0 in NI_TEST_VENV_BT9"))
    func nine() async throws {
        let report = try await ServedChain.run { port, _ in
            try await ChainPeerReport.run(
                PeerEnvironment.bt9, port: port,
                steps: [
                    "block", "metagraph", "neuron", "neuron_of_hotkey", "owner", "uid", "register", "new_uid",
                    "serve_axon", "serve_axon", "serve_prometheus", "prometheus", "set_weights",
                    "set_weights_and_watch", "weights", "metagraph", "full_metagraph", "balance", "hyperparameters",
                ])
        }
        #expect(try report.value("connect") == "9.0.0")
        try check(report)
        let neuron = try report.value("neuron_of_hotkey")
        #expect(neuron["uid"] == 2)
        #expect(neuron["stranger_is_null"] == true)
        // The same axon again: nothing is sent, which the rate limit would refuse.
        #expect(try report.outcome("serve_axon", turn: 1).isGood)
        let prometheus = try report.outcome("serve_prometheus")
        #expect(prometheus.isGood, "\(prometheus.message)")
        #expect(try report.value("prometheus").text?.hasSuffix(":8091") == true)
        #expect(try report.outcome("set_weights") == (true, "Not waiting for finalization or inclusion."))
        let watched = try report.outcome("set_weights_and_watch")
        #expect(watched.isGood, "\(watched.message)")
        #expect(try report.value("weights") == Self.weights)
        #expect(try report.value("full_metagraph")["n"] == 4)
        #expect(try report.value("hyperparameters")["tempo"] == 360)
    }

    @Test(
        "bittensor 10.5.0 reads, registers, serves, sets weights",
        .enabled(if: PeerEnvironment.bt10 != nil, "needs bittensor 10.5.0 in NI_TEST_VENV_BT10"))
    func ten() async throws {
        let report = try await ServedChain.run { port, _ in
            try await ChainPeerReport.run(
                PeerEnvironment.bt10, port: port,
                steps: [
                    "block", "metagraph", "neuron", "owner", "uid", "register", "new_uid", "serve_axon",
                    "set_weights_and_watch", "weights", "metagraph", "balance",
                ])
        }
        #expect(try report.value("connect") == "10.5.0")
        try check(report)
        let set = try report.outcome("set_weights_and_watch")
        #expect(set.isGood, "\(set.message)")
        #expect(try report.value("weights") == Self.weights)
    }

    @Test(
        "bittensor 11.3.0 reads, registers by submit_call, serves, sets weights",
        .enabled(if: PeerEnvironment.bt11 != nil, "needs bittensor 11.3.0 in NI_TEST_VENV_BT11"))
    func eleven() async throws {
        let report = try await ServedChain.run { port, _ in
            try await ChainPeerReport.run(
                PeerEnvironment.bt11, port: port,
                steps: [
                    "block", "metagraph", "neuron", "owner", "uid", "register", "new_uid", "serve_axon",
                    "serve_prometheus", "set_weights", "weights", "metagraph", "balance",
                ])
        }
        #expect(try report.value("connect") == "11.3.0")
        try check(report)
        let prometheus = try report.outcome("serve_prometheus")
        #expect(prometheus.isGood, "\(prometheus.message)")
        let set = try report.outcome("set_weights")
        #expect(set.isGood, "\(set.message)")
        #expect(try report.value("weights") == Self.weights)
    }

    @Test(
        "With commit-reveal 9.0.0 refuses by itself, because the chain has no commit_crv3_weights",
        .enabled(if: PeerEnvironment.bt9 != nil, "needs bittensor 9.0.0 in NI_TEST_VENV_BT9"))
    func commitReveal() async throws {
        let report = try await ServedChain.run(commitReveal: true) { port, _ in
            try await ChainPeerReport.run(PeerEnvironment.bt9, port: port, steps: ["set_weights", "block"])
        }
        let set = try report.outcome("set_weights")
        #expect(!set.isGood)
        #expect(set.message.contains("Call function 'SubtensorModule.commit_crv3_weights' not found"))
    }

    @Test(
        "With commit-reveal 10.5.0 and 11.3.0 commit weights under a time lock, which the chain then has",
        arguments: [("10.5.0", PeerEnvironment.bt10), ("11.3.0", PeerEnvironment.bt11)].filter { $0.1 != nil })
    func timelocked(name: String, python: String?) async throws {
        let (report, commits) = try await ServedChain.run(commitReveal: true) { port, node in
            let step = name == "11.3.0" ? "set_weights" : "set_weights_and_watch"
            let report = try await ChainPeerReport.run(python, port: port, steps: [step, "block"])
            return (try report.outcome(step), try await Self.timelockedCommits(node))
        }
        #expect(report.isGood, "\(report.message)")
        #expect(commits.count == 1)
        let commit = try #require(commits.first?.list)
        #expect(commit.count == 4)
        #expect(commit[0].account?.ss58 == (try Self.address("//Alice")))
        // A ciphertext, and the round of the beacon that opens it.
        #expect((commit[2].bytes ?? []).count > 64)
        #expect((commit[3].uint64 ?? 0) > 0)
    }

    /// Hotkey, block, ciphertext and round of every commitment on the subnet.
    private static func timelockedCommits(_ node: DevNode) async throws -> [ScaleValue] {
        let metadata = node.runtime.metadata
        let prefix = try metadata.storageKey(
            "SubtensorModule", "TimelockedWeightCommits", [.unsigned(UInt128(netuid))])
        let state = await node.state
        return try state.keys(prefix: prefix, count: 10).flatMap { key in
            try metadata.storageValue("SubtensorModule", "TimelockedWeightCommits", state[key])?.list ?? []
        }
    }

    @Test(
        "A hotkey that is not registered is told so",
        .enabled(if: PeerEnvironment.bt9 != nil, "needs bittensor 9.0.0 in NI_TEST_VENV_BT9"))
    func stranger() async throws {
        let report = try await ServedChain.run { port, _ in
            try await ChainPeerReport.run(
                PeerEnvironment.bt9, port: port, ["--validator", "//Zed"], steps: ["set_weights"])
        }
        let set = try report.outcome("set_weights")
        #expect(!set.isGood)
        #expect(set.message.contains("not registered in subnet 27"))
    }
}
