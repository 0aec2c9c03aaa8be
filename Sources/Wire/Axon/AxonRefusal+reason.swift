extension AxonRefusal {
    /// What a refusal is counted under: a closed set, never a text of the caller's.
    package enum Reason: String, Sendable, CaseIterable {
        case notVerified = "not_verified"
        case forbidden = "forbidden"
        case unknownMessage = "unknown_message"
        case unknownPath = "unknown_path"
        case methodNotAllowed = "method_not_allowed"
        case tooLarge = "too_large"
        case malformedJSON = "malformed_json"
        case busy = "busy"
        case failed = "failed"
    }

    package var reason: Reason {
        switch self {
        case .notVerified: .notVerified
        case .forbidden: .forbidden
        case .unknownMessage: .unknownMessage
        case .unknownPath: .unknownPath
        case .methodNotAllowed: .methodNotAllowed
        case .tooLarge: .tooLarge
        case .malformedJSON: .malformedJSON
        case .busy: .busy
        case .failed: .failed
        }
    }
}
