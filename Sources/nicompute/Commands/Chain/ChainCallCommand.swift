import ArgumentParser
import Chain

/// `chain call`: what a method of a runtime API answers.
struct ChainCallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Call a method of a runtime API.",
        discussion: """
            Arguments are plain words and numbers, accounts SS58 addresses, bytes 0x…, anything else JSON:
              nicompute chain call SubnetInfoRuntimeApi get_subnet_hyperparams 27
            """)

    @OptionGroup var options: ChainOptions

    @Option(help: "The block: a number, or a hash that begins with 0x (default: the best).")
    var at: String?

    @Argument(help: "The API, such as SubnetInfoRuntimeApi.")
    var api: String

    @Argument(help: "The method, such as get_subnet_hyperparams.")
    var method: String

    @Argument(help: "The arguments of the method.")
    var arguments: [String] = []

    func run() async throws {
        let answer = try await options.withChain { chain in
            let block = try await chain.reader.block(named: at)
            return try await chain.reader.call(api, method, arguments: arguments, at: block)
        }
        print(AnswerReport.text(answer, json: options.json))
    }
}
