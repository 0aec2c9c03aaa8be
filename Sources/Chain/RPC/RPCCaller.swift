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
}

extension RPCCaller {
    /// The result of `method` without parameters.
    /// - Throws: ``RPCError``.
    package func call(_ method: String) async throws(RPCError) -> JSONValue {
        try await call(method, [])
    }
}
