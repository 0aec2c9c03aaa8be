import JSON
import Keys
import Testing

/// `nicompute chain` as people and scripts use it. No engine is needed.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ChainCommands {
    @Test("The commands print what the chain has, and one clear line for what it has not")
    func commands() async throws {
        try await ChainNode.with { node in
            let chain = ChainCLI(node.url)
            let alice = try Keypair(secretURI: "//Alice").account.ss58
            let genesis = try await chain.run("block", "0", "--json").json
            #expect(genesis["block"] == 0)
            #expect(genesis["hash"]?.text?.count == 66)
            let hash = try #require(genesis["hash"]?.text)
            #expect(try await chain.run("block", hash, "--json").json["block"] == 0)
            #expect(try await chain.run("block").text.contains("hash     0x"))

            let graph = try await chain.run("metagraph", "--json").json
            #expect(graph["netuid"] == 27)
            let neurons = try #require(graph["neurons"]?.list)
            #expect(neurons.contains { $0["hotkey"]?.text == alice })
            #expect(try await chain.run("metagraph").text.contains("\(neurons.count) neurons of subnet 27 at block "))
            let neuron = try await chain.run("neuron", "--hotkey", alice, "--json").json
            #expect(neuron["uid"] == 1)
            #expect(try await chain.run("neuron", "--uid", "1").text.contains(alice))

            #expect(try await chain.run("storage", "SubtensorModule", "Tempo", "27", "--json").json["value"] == 360)
            let call = ["call", "SubnetInfoRuntimeApi", "get_subnet_hyperparams", "27", "--json"]
            #expect(try await chain.run(call[0], call[1], call[2], call[3], call[4]).json["value"]?["tempo"] == 360)

            for (result, words) in [
                (try await chain.run("storage", "SubtensorModul", "Tempo", "27"), "SubtensorModule"),
                (try await chain.run("storage", "SubtensorModule", "Temp", "27"), "Tempo"),
                (try await chain.run("call", "SubnetInfoRuntimeApi", "get_subnet_hyperparam", "27"), "hyperparams"),
                (try await chain.run("neuron", "--uid", "999"), "subnet 27 has no neuron with number 999"),
                (try await chain.run("metagraph", "--netuid", "99"), "99"),
                (try await chain.run("block", "99999999"), "99999999"),
                (try await chain.run("neuron", "--hotkey", "5Nobody"), ""),
                (try await chain.run("neuron"), "give --uid or --hotkey"),
            ] {
                try fails(result, words)
            }
        }
    }

    @Test("A chain that cannot be reached and an address that is none end with what to do")
    func unreachable() async throws {
        let port = try await Port.free("127.0.0.1")
        try fails(try await ChainCLI("ws://127.0.0.1:\(port)").run("block"), "127.0.0.1:\(port)")
        try fails(try await ChainCLI("nonsense").run("block"), "use one of finney, test, local")
        try fails(try await ChainCLI("ws://").run("block"), "ws://")
    }

    /// It ended by itself, not well, and said these words.
    private func fails(_ result: ChainCLI.Result, _ words: String) throws {
        guard case .exit(let code) = result.end else {
            Issue.record("\(result)")
            return
        }
        #expect(code != 0, "\(result.text)")
        #expect(words.isEmpty || result.text.contains(words), "\(result.text)")
    }
}
