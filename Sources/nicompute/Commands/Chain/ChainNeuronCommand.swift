import ArgumentParser
import Chain
import Keys

/// `chain neuron`: one neuron of a subnet.
struct ChainNeuronCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "neuron", abstract: "Show one neuron of a subnet.")

    @OptionGroup var options: ChainOptions

    @Option(help: "The subnet.")
    var netuid: UInt16 = 27

    @Option(help: "The neuron with this number.")
    var uid: UInt16?

    @Option(help: "The neuron with this hotkey, an SS58 address.")
    var hotkey: String?

    func validate() throws {
        if (uid == nil) == (hotkey == nil) { throw ValidationError("give --uid or --hotkey") }
    }

    func run() async throws {
        let account = try hotkey.map { try AccountID(ss58: $0) }
        let found = try await options.withChain { chain in
            if let account { return try await chain.neuron(hotkey: account, netuid: netuid) }
            return try await chain.neuron(uid: uid ?? 0, netuid: netuid)
        }
        guard let neuron = found else {
            let name = account.map { "hotkey \($0)" } ?? "number \(uid ?? 0)"
            throw ValidationError("subnet \(netuid) has no neuron with \(name)")
        }
        print(options.json ? try neuron.jsonLine() : ChainNeuronCommand.text(neuron))
    }

    private static func text(_ neuron: Neuron) -> String {
        let metrics = neuron.prometheus
        let lines = [
            ("uid", "\(neuron.uid)"), ("hotkey", neuron.hotkey.ss58), ("coldkey", neuron.coldkey.ss58),
            ("stake", NeuronTable.amount(neuron.stake)), ("  alpha", NeuronTable.amount(neuron.alphaStake)),
            ("  tao", NeuronTable.amount(neuron.taoStake)), ("permit", neuron.validatorPermit ? "yes" : "no"),
            ("active", neuron.active ? "yes" : "no"), ("updated", "block \(neuron.lastUpdate)"),
            ("axon", neuron.axon.map { "\(NeuronTable.place($0)), version \($0.version)" } ?? "none"),
            (
                "metrics",
                metrics.map { "\(NeuronTable.place($0.ip, $0.port)), version \($0.version), block \($0.block)" }
                    ?? "none"
            ),
            ("rank", NeuronTable.share(neuron.rank)), ("trust", NeuronTable.share(neuron.trust)),
            ("consensus", NeuronTable.share(neuron.consensus)), ("incentive", NeuronTable.share(neuron.incentive)),
            ("dividends", NeuronTable.share(neuron.dividends)),
            ("v-trust", NeuronTable.share(neuron.validatorTrust)), ("emission", NeuronTable.amount(neuron.emission)),
        ]
        return lines.map { name, value in name + String(repeating: " ", count: 11 - name.count) + value }
            .joined(separator: "\n")
    }
}
