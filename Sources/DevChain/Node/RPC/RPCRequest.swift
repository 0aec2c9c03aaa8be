import JSON

/// One request of a frame, taken apart.
struct RPCRequest: Sendable {
    /// Sent back as it came; nil for a notification, which gets no answer.
    let id: JSONValue?
    let method: String
    let arguments: RPCArguments

    /// What a text frame holds.
    enum Frame: Sendable {
        case one(Result<RPCRequest, Refused>)
        case batch([Result<RPCRequest, Refused>])
        case unreadable(RPCFailure)
    }

    /// A request that cannot be carried out, with the id it names.
    struct Refused: Error {
        let id: JSONValue
        let failure: RPCFailure
    }

    /// Requests that one frame may hold.
    static let largestBatch = 256

    static func read(_ text: String) -> Frame {
        guard let value = try? JSONValue.parse(Array(text.utf8)) else { return .unreadable(.parseError) }
        guard case .list(let members) = value else { return .one(request(value)) }
        guard !members.isEmpty else { return .unreadable(.invalidRequest) }
        guard members.count <= largestBatch else { return .unreadable(.batchTooLarge) }
        return .batch(members.map(request))
    }

    private static func request(_ value: JSONValue) -> Result<RPCRequest, Refused> {
        guard case .object(let members) = value else { return .failure(.init(id: .null, failure: .invalidRequest)) }
        let id = members["id"]
        switch id {
        case nil, .null, .integer, .text: break
        default: return .failure(.init(id: .null, failure: .invalidRequest))
        }
        guard members["jsonrpc"] == .text("2.0"), case .text(let method) = members["method"] else {
            return .failure(.init(id: id ?? .null, failure: .invalidRequest))
        }
        switch members["params"] {
        case nil, .null:
            return .success(RPCRequest(id: id, method: method, arguments: RPCArguments([])))
        case .list(let values):
            return .success(RPCRequest(id: id, method: method, arguments: RPCArguments(values)))
        default:
            return .failure(.init(id: id ?? .null, failure: .invalidParameters("params must be an array")))
        }
    }
}
