import JSON

/// What a node sends, sorted out (JSON-RPC 2.0; notifications as Substrate sends them).
enum RPCFrame: Equatable, Sendable {
    case answer(id: Int64, Result<JSONValue, RPCError>)
    case notification(subscription: String, JSONValue)
    /// A well-formed object that concerns no call of ours.
    case other

    /// What `bytes` say.
    /// - Throws: ``RPCError/malformed(_:)`` when it is no JSON object: such a node cannot be understood at all.
    static func parse(_ bytes: [UInt8]) throws(RPCError) -> RPCFrame {
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes)
        } catch {
            throw .malformed(error.description)
        }
        guard case .object(let members) = value else { throw .malformed("no JSON object") }
        if members["method"] != nil { return notification(members["params"]) }
        guard let id = members["id"]?.integer else { return .other }
        if let error = members["error"], !error.isNull { return .answer(id: id, .failure(refusal(error))) }
        guard let result = members["result"] else {
            return .answer(id: id, .failure(.malformed("neither result nor error")))
        }
        return .answer(id: id, .success(result))
    }

    /// The request with number `id`.
    static func request(id: Int64, method: String, parameters: [JSONValue]) -> [UInt8] {
        JSONValue.object([
            "jsonrpc": "2.0", "id": .integer(id), "method": .text(method), "params": .list(parameters),
        ]).serialized
    }

    /// The key of a subscription id, which some nodes send as text, some as number.
    static func key(_ id: JSONValue?) -> String? {
        switch id {
        case .text(let text): text
        case .integer(let number): "#\(number)"
        default: nil
        }
    }

    private static func notification(_ parameters: JSONValue?) -> RPCFrame {
        guard let key = key(parameters?["subscription"]), let result = parameters?["result"] else { return .other }
        return .notification(subscription: key, result)
    }

    private static func refusal(_ error: JSONValue) -> RPCError {
        guard let code = error["code"]?.integer, let message = error["message"]?.text else {
            return .malformed("an error without code and message")
        }
        let data: String? =
            switch error["data"] {
            case nil, .null: nil
            case .text(let text): text
            case .some(let value): value.serializedText
            }
        return .refused(code: Int(clamping: code), message: message, data: data)
    }
}
