import JSON

extension WandbProject {
    package func beat(_ id: String, _ beat: RunBeat) async throws(StateError) {
        try check(id)
        try await transport.stream(id, beat.wire)
    }
}

extension RunBeat {
    /// The body of a request of the stream; `{}` is a heartbeat.
    var wire: JSONValue {
        var files: [String: JSONValue] = [:]
        if !rows.isEmpty {
            files["wandb-history.jsonl"] = [
                "offset": .integer(Int64(offset)), "content": .list(rows.map { .text($0.serializedText) }),
            ]
        }
        if let summary {
            files["wandb-summary.json"] = ["offset": 0, "content": [.text(summary.serializedText)]]
        }
        var body: [String: JSONValue] = [:]
        if !files.isEmpty { body["files"] = .object(files) }
        if let exitCode {
            body["complete"] = true
            body["exitcode"] = .integer(Int64(exitCode))
        }
        return .object(body)
    }
}
