import HTTPTypes
import JSON
import Testing

@testable import AllocationAPI

@Suite struct RequestKeyTests {
    private func key(
        _ text: String?, path: String = "/p", client: String = "", meaning: JSONValue = "m"
    ) throws -> RequestKey? {
        var fields = HTTPFields()
        let name = try #require(RequestKey.header)
        if let text { fields[name] = text }
        return try RequestKey(fields, path: path, client: client, meaning: meaning)
    }

    @Test("A request without the header has no key")
    func none() throws {
        #expect(try key(nil) == nil)
    }

    @Test(
        "Printable ASCII of 1 to 255 characters is a key", arguments: ["a", "~ !", String(repeating: "k", count: 255)])
    func good(_ text: String) throws {
        #expect(try key(text) != nil)
    }

    @Test("Anything else is a validation error", arguments: ["", "é", "a\tb", String(repeating: "k", count: 256)])
    func bad(_ text: String) throws {
        let problem = #expect(throws: APIProblem.self) { try key(text) }
        #expect(problem?.status == 422)
        #expect(problem?.detail[0]?["field"] == "Idempotency-Key")
    }

    @Test("A key is that of a client at an endpoint; what is asked for is told apart by the fingerprint")
    func scope() throws {
        let first = try #require(try key("k"))
        #expect(try key("k") == first)
        #expect(try key("other")?.name != first.name)
        #expect(try key("k", path: "/q")?.name != first.name)
        #expect(try key("k", client: "CN=a")?.name != first.name)
        #expect(try key("k", meaning: "n")?.name == first.name)
        #expect(try key("k", meaning: "n")?.fingerprint != first.fingerprint)
        #expect(!first.name.contains("k"))
    }
}
