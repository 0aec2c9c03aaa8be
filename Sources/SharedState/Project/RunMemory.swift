package import JSON

/// What a node remembers of its own run from one process to the next, and between processes that share the run.
///
/// API, CLI and validator of one hotkey publish through one memory; who holds the lease speaks to the server.
package protocol RunMemory: Sendable {
    /// The id of the node's run; nil when it never had one.
    func runID() async throws -> String?
    /// The next process goes on with `runID`.
    func remember(_ runID: String) async throws
    /// Everything the node publishes, last value by key.
    func values() async throws -> [String: JSONValue]
    /// `values` are published; of a key that is published already only the new value counts.
    func set(_ values: [String: JSONValue]) async throws
    /// A number above all that were ever given, for the signature of a content.
    func nextSequence() async throws -> Int64
    /// Whether the process `owner` may speak for the run for `duration` from now; renewed by asking again.
    func hold(as owner: String, for duration: Duration) async throws -> Bool
    /// Another process may speak for the run at once.
    func letGo(as owner: String) async throws
}
