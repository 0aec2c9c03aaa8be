import ArgumentParser
import Chain

/// `chain storage`: one stored value.
struct ChainStorageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage", abstract: "Show what a pallet stores.",
        discussion: """
            Keys are plain words and numbers, accounts SS58 addresses, bytes 0x…, anything else JSON:
              nicompute chain storage SubtensorModule Tempo 27
              nicompute chain storage System Account 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
            """)

    @OptionGroup var options: ChainOptions

    @Option(help: "The block: a number, or a hash that begins with 0x (default: the best).")
    var at: String?

    @Argument(help: "The pallet, such as SubtensorModule.")
    var pallet: String

    @Argument(help: "The item, such as Tempo.")
    var item: String

    @Argument(help: "The keys of a map.")
    var keys: [String] = []

    func run() async throws {
        let answer = try await options.withChain { chain in
            let block = try await chain.reader.block(named: at)
            return try await chain.reader.storage(pallet, item, keys, at: block)
        }
        print(AnswerReport.text(answer, json: options.json))
    }
}
