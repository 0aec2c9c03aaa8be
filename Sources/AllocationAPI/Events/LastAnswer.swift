import NIOHTTP1

/// Finds the last answer of an HTTP connection: one that says so, or that to a request for another protocol, which it
/// does not get.
///
/// The HTTP decoder reads nothing after such a request, so the connection must end, and its answer say so.
struct LastAnswer {
    private var owed = 0
    private var isNear = false
    /// The answer that is being sent closes the connection, whatever was asked after it.
    private var isClosing = false

    /// Whether every request has its answer.
    var isComplete: Bool { owed <= 0 }

    /// A request has come.
    mutating func note(_ head: HTTPRequestHead) {
        owed += 1
        if head.headers.contains(name: "upgrade") { isNear = true }
    }

    /// `part` as it is to be sent, and whether it is the end of the last answer.
    mutating func next(_ part: HTTPServerResponsePart) -> (part: HTTPServerResponsePart, isLast: Bool) {
        switch part {
        case .head(let head) where head.status.code >= 200 && Self.closes(head.headers):
            isClosing = true
            return (part, false)
        case .head(var head) where isNear && owed <= 1 && head.status.code >= 200:
            head.headers.replaceOrAdd(name: "connection", value: "close")
            return (.head(head), false)
        case .end:
            owed -= 1
            return (part, isClosing || (isNear && owed <= 0))
        default: return (part, false)
        }
    }

    private static func closes(_ headers: HTTPHeaders) -> Bool {
        headers[canonicalForm: "connection"].contains { $0.lowercased() == "close" }
    }
}
