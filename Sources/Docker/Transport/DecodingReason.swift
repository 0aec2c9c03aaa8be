/// The place where an answer did not fit, without the answer itself (which may hold a tenant's data).
enum DecodingReason {
    static func short(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "not JSON" }
        switch error {
        case .keyNotFound(let key, let context): return "no \(path(context) + key.stringValue)"
        case .typeMismatch(_, let context): return "wrong type at \(path(context))"
        case .valueNotFound(_, let context): return "null at \(path(context))"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "not JSON" : "bad value at \(path(context))"
        @unknown default: return "not as expected"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map { "\($0.stringValue)." }.joined()
    }
}
