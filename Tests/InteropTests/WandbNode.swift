import JSON

/// What `wandb_node.py` says about a node of the network that uses the real W&B client.
enum WandbNode {
    /// What a node found when it took its run up.
    struct Found: Decodable, Sendable {
        let id: String
        let resumed: Bool
        let before: JSONValue
    }

    /// A run as somebody in Python reads it; the last line of a list has nothing.
    struct Seen: Decodable, Sendable {
        var id: String?
        var name: String?
        var state: String?
        var config: JSONValue?
        var verifies: Bool?
        var rows: Int?
    }

    /// A node publishes `values` under its hotkey, and ends.
    static func write(
        _ sdk: PeerEnvironment.SDK, _ url: String, project: String, id: String, role: String = "miner",
        secret: String = "//Alice", values: String = "{}", rows: Int = 1, unsigned: Bool = false
    ) async throws -> Found? {
        var arguments = [
            "write", url, "--key", HubUnderTest.key, "--project", project, "--id", id, "--role", role, "--secret",
            secret,
            "--values", values, "--rows", String(rows),
        ]
        if unsigned { arguments.append("--unsigned") }
        return try await PythonPeer.answers(sdk.python, "wandb_node.py", arguments, as: Found.self).first
    }

    /// The runs that match, as Python reads and judges them.
    static func read(
        _ sdk: PeerEnvironment.SDK, _ url: String, project: String, filters: String = "{}"
    ) async throws -> [Seen] {
        let arguments = ["read", url, "--key", HubUnderTest.key, "--project", project, "--filters", filters]
        return try await PythonPeer.answers(sdk.python, "wandb_node.py", arguments, as: Seen.self).filter {
            $0.id != nil
        }
    }
}
