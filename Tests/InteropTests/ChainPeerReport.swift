import Foundation
import JSON

/// What `chain_peer.py` printed, step by step.
struct ChainPeerReport: Sendable {
    private struct Line: Decodable, Sendable {
        var step: String
        var value: JSONValue?
        var error: String?
    }

    struct StepFailed: Error { let step: String, reason: String }

    private let lines: [Line]

    /// Runs the steps against the chain at the port.
    static func run(
        _ python: String?, port: Int, _ options: [String] = [], steps: [String]
    ) async throws -> ChainPeerReport {
        let lines = try await PythonPeer.answers(
            python, "chain_peer.py", ["ws://127.0.0.1:\(port)"] + options + ["--"] + steps, as: Line.self)
        return ChainPeerReport(lines: lines)
    }

    /// The value of the step, of its `turn`-th run.
    func value(_ step: String, turn: Int = 0) throws -> JSONValue {
        let runs = lines.filter { $0.step == step }
        guard runs.indices.contains(turn) else {
            throw StepFailed(step: step, reason: lines.last?.error ?? "not done")
        }
        if let error = runs[turn].error { throw StepFailed(step: step, reason: error) }
        return runs[turn].value ?? .null
    }

    /// What the step said of a submission, empty when it succeeded without words.
    func outcome(_ step: String, turn: Int = 0) throws -> (isGood: Bool, message: String) {
        let value = try value(step, turn: turn)
        return (value["ok"]?.bool ?? false, value["message"]?.text ?? "")
    }
}
