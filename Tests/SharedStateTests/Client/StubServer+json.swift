import JSON
import TestSupport

extension StubServer.Reply {
    /// An HTTP answer that worked.
    static func json(_ body: JSONValue) -> StubServer.Reply { .text(200, body.serializedText) }
}

extension StubServer.Request {
    var json: JSONValue? { try? JSONValue.parse(body) }
}
