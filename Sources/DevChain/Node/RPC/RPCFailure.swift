import JSON

/// The error of an answer: code, message and data as the real node gives them.
package struct RPCFailure: Error, Equatable, Sendable {
    package let code: Int
    package let message: String
    package let data: String?

    init(_ code: Int, _ message: String, data: String? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    static let parseError = RPCFailure(-32_700, "Parse error")
    static let invalidRequest = RPCFailure(-32_600, "Invalid request")
    static let methodNotFound = RPCFailure(-32_601, "Method not found")
    static let batchTooLarge = RPCFailure(-32_010, "The batch request was too large")
    static let batchAnswerTooLarge = RPCFailure(-32_011, "The batch response was too large")
    static let tooManySubscriptions = RPCFailure(-32_006, "Too many subscriptions on the connection")

    static func invalidParameters(_ reason: String) -> RPCFailure {
        RPCFailure(-32_602, "Invalid params", data: reason)
    }

    /// An extrinsic is no extrinsic.
    static func verification(_ reason: String) -> RPCFailure {
        RPCFailure(1002, "Verification Error: \(reason)")
    }

    static func unknownBlock(_ hash: String) -> RPCFailure {
        RPCFailure(4003, "Client error: UnknownBlock: Header was not found in the database: \(hash)")
    }

    static func discardedStorage(_ hash: String) -> RPCFailure {
        RPCFailure(4003, "Client error: UnknownBlock: State already discarded for \(hash)")
    }

    static func discardedCall(_ hash: String) -> RPCFailure {
        RPCFailure(4003, "Client error: Api called for an unknown Block: State already discarded for \(hash)")
    }

    static func execution(_ reason: String) -> RPCFailure {
        RPCFailure(4003, "Client error: Execution failed: \(reason)")
    }

    var json: JSONValue {
        var members: [String: JSONValue] = ["code": .integer(Int64(code)), "message": .text(message)]
        if let data { members["data"] = .text(data) }
        return .object(members)
    }
}
