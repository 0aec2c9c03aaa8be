import Foundation
import JSON
import Testing

/// `nicompute chain` as a process.
struct ChainCLI {
    private let url: String

    init(_ url: String) { self.url = url }

    /// How a command ended and all that it printed.
    struct Result: Sendable {
        let end: NodeProcess.End
        let text: String

        /// What is printed with `--json`.
        var json: JSONValue {
            get throws { try JSONValue.parse(text) }
        }
    }

    /// What the command prints, which it does within 15 seconds.
    func run(_ arguments: String...) async throws -> Result {
        let log = FileManager.default.temporaryDirectory.appending(path: "ni-cli-\(UUID().uuidString).log").path
        defer { try? FileManager.default.removeItem(atPath: log) }
        let process = try NodeProcess(["chain"] + arguments + ["--subtensor.network", url], logPath: log)
        do {
            let end = try await process.waitForEnd(within: .seconds(15))
            return Result(end: end, text: try String(contentsOfFile: log, encoding: .utf8))
        } catch {
            try? await process.stop()
            throw error
        }
    }

    /// The hash of block 0, and the best block's number.
    func heights() async throws -> (genesis: String, head: Int64) {
        (
            try #require(try await run("block", "0", "--json").json["hash"]?.text),
            try #require(try await run("block", "--json").json["block"]?.integer)
        )
    }

    /// Where the neuron with this hotkey serves, by the metagraph; nil where it does not.
    func axon(of hotkey: String) async throws -> String? {
        let neurons = try #require(try await run("metagraph", "--json").json["neurons"]?.list)
        let axon = neurons.first { $0["hotkey"]?.text == hotkey }?["axon"]
        guard let ip = axon?["ip"]?.text, let port = axon?["port"]?.integer else { return nil }
        return "\(ip):\(port)"
    }
}
