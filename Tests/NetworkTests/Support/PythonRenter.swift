import Foundation
import JSON
import Market
import Testing

/// The public Python SDK's dendrite as the renter of a cluster's machine.
struct PythonRenter {
    /// The interpreter that has bittensor 9.0.0; nil where there is none.
    static let interpreter = ProcessInfo.processInfo.environment["NI_TEST_VENV_BT9"].map { "\($0)/bin/python" }
    static let comment: Comment = "needs NI_TEST_VENV_BT9, which `make test` sets"

    let cluster: Cluster

    /// What the SDK made of the miner's answers to these messages, sent one after the other as the validator.
    func ask(_ messages: [Allocate], as secret: String? = nil) async throws -> [JSONValue] {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../InteropTests/python/bt9_dendrite.py").standardized.path
        // The SDK's classes have no place for an answer's members in a question.
        let texts = messages.map { message in
            var members = message.members
            members["output"] = nil
            return JSONValue.object(members).serializedText
        }
        let outcome = try await SSHClient.run(
            try #require(Self.interpreter),
            [
                script, "--host", cluster.minerIP, "--port", "\(cluster.axonPort)", "--axon-hotkey", cluster.hotkey,
                "--uri", secret ?? cluster.validatorSecret, "--timeout", "60",
            ] + texts.flatMap { ["--message", $0] }, environment: ["HOME": cluster.directory])
        let answers = try outcome.output.split(separator: "\n").map { try JSONValue.parse(String($0)) }
        try #require(answers.count == messages.count, "\(outcome.output)")
        return answers.map { $0["output"] ?? .null }
    }
}
