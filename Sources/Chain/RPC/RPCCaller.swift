package import JSON

/// Something that answers the JSON-RPC calls of a chain node.
package protocol RPCCaller: Sendable {
    /// The result of `method`.
    /// - Throws: ``RPCError``.
    func call(_ method: String, _ parameters: [JSONValue]) async throws(RPCError) -> JSONValue

    /// The notifications that `method` begins, and `unsubscribe` ends.
    /// - Throws: ``RPCError``.
    func subscribe(
        _ method: String, _ parameters: [JSONValue], unsubscribe: String
    ) async throws(RPCError) -> RPCSubscription

    /// What answered was found to be of no use, such as another chain: a caller with other nodes turns to the next.
    func distrust(_ reason: String)
}

extension RPCCaller {
    /// What answered was found to be of no use, such as another chain: a caller with other nodes turns to the next.
    package func distrust(_ reason: String) {}

    /// The result of `method` without parameters.
    /// - Throws: ``RPCError``.
    package func call(_ method: String) async throws(RPCError) -> JSONValue {
        try await call(method, [])
    }
}
