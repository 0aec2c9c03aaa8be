import ArgumentParser
import Chain

/// `chain block`: the best block, or a named one.
struct ChainBlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "block", abstract: "Show the best block, or the one with a number or a hash.")

    @OptionGroup var options: ChainOptions

    @Argument(help: "A number, or a hash that begins with 0x.")
    var block: String?

    func run() async throws {
        let report = try await options.withChain { chain in
            let point = try await chain.reader.block(named: block)
            let runtime = try await chain.reader.runtimes.runtime(at: point.hash)
            return Report(
                block: point.number, hash: point.hash.hex, runtime: runtime.version.specName,
                specVersion: runtime.version.specVersion)
        }
        print(options.json ? try report.jsonLine() : report.text)
    }

    private struct Report: Encodable {
        let block: UInt64
        let hash: String
        let runtime: String
        let specVersion: UInt32

        var text: String {
            "block    \(block)\nhash     \(hash)\nruntime  \(runtime) \(specVersion)"
        }

        private enum CodingKeys: String, CodingKey {
            case block
            case hash
            case runtime
            case specVersion = "spec_version"
        }
    }
}
