import Keys

/// Why an axon does not do what was asked; a value, not an error, with the Python axon's statuses and texts.
package enum AxonRefusal: Sendable, Equatable {
    case notVerified(String)
    case forbidden(reason: String)
    case unknownMessage(name: String, available: [String])
    case unknownPath
    case methodNotAllowed
    case tooLarge(limit: Int)
    case malformedJSON
    case busy
    /// Something on our side, or (as in Python) a header or field of the wrong type; `id` is in the log, too.
    case failed(id: String)

    /// The HTTP status.
    package var status: Int {
        switch self {
        case .notVerified: 401
        case .forbidden: 403
        case .unknownMessage, .unknownPath: 404
        case .methodNotAllowed: 405
        case .tooLarge: 413
        case .malformedJSON: 422
        case .failed: 500
        case .busy: 503
        }
    }

    /// The text for the caller.
    package var message: String {
        switch self {
        case .notVerified(let reason):
            "Not Verified with error: \(reason)"
        case .forbidden(let reason):
            "Forbidden. Key is blacklisted: \(reason)."
        case .unknownMessage(let name, let available):
            "Synapse name '\(name)' not found. Available synapses \(Self.list(available))"
        case .unknownPath:
            "Not Found"
        case .methodNotAllowed:
            "Method Not Allowed"
        case .tooLarge(let limit):
            "The body is larger than \(limit) bytes"
        case .malformedJSON:
            "JSON decode error"
        case .busy:
            "Too many requests are waiting. Try again later"
        case .failed(let id):
            "Internal Server Error #\(id)"
        }
    }

    /// A fresh ``failed(id:)``.
    package static func failure() -> AxonRefusal { .failed(id: SenderID.random()) }

    /// Whether the Python axon answers this in FastAPI's form, `{"detail":..}`, without Synapse headers.
    package var isPlain: Bool {
        switch self {
        case .unknownPath, .methodNotAllowed, .malformedJSON, .tooLarge: true
        default: false
        }
    }

    private static func list(_ names: [String]) -> String {
        "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]"
    }
}
