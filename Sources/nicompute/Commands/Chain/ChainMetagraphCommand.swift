import ArgumentParser
import Chain

/// `chain metagraph`: all neurons of a subnet.
struct ChainMetagraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metagraph", abstract: "Show all neurons of a subnet.")

    @OptionGroup var options: ChainOptions

    @Option(help: "The subnet.")
    var netuid: UInt16 = 27

    func run() async throws {
        let metagraph = try await options.withChain { try await $0.metagraph(netuid: netuid) }
        if options.json {
            let report = Report(netuid: netuid, block: metagraph.block, neurons: metagraph.neurons)
            print(try report.jsonLine())
        } else {
            print(NeuronTable(metagraph.neurons).text)
            print("\(metagraph.neurons.count) neurons of subnet \(netuid) at block \(metagraph.block)")
        }
    }

    private struct Report: Encodable {
        let netuid: UInt16
        let block: UInt64
        let neurons: [Neuron]
    }
}
