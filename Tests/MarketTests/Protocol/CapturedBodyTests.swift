import Foundation
import JSON
import Market
import Testing

/// Bodies that a bittensor 9.0.0 Dendrite sent (from the captures of the Wire tests).
@Suite("Captured bodies")
struct CapturedBodyTests {
    struct Captures: Decodable {
        struct Case: Decodable {
            struct Message: Decodable {
                let line: String
                let body: String
            }
            let name: String
            let request: Message?
        }
        let cases: [Case]
    }

    let captures: Captures

    init() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        captures = try JSONDecoder().decode(
            Captures.self, from: Data(contentsOf: tests.appendingPathComponent("WireTests/Vectors/synapse.json")))
    }

    func body(_ name: String) throws -> Data {
        let found = captures.cases.first { $0.name == name }
        return Data(try #require(found?.request).body.utf8)
    }

    @Test("Every Allocate body of the SDK is read, but those spoiled on purpose")
    func all() {
        let spoiled: Set = ["raw: body is not JSON", "raw: wrong field type in the body", "raw: no headers, no body"]
        var read = 0
        for test in captures.cases {
            guard let request = test.request, request.line.contains("/Allocate ") else { continue }
            let message = try? Allocate(json: JSONValue.parse(request.body))
            #expect((message == nil) == spoiled.contains(test.name), "\(test.name)")
            read += message == nil ? 0 : 1
        }
        #expect(read > 30)
    }

    @Test("The SDK's defaults are ours")
    func defaults() throws {
        let body = try body("success: Allocate checking=True (all defaults)")
        #expect(try Allocate(json: JSONValue.parse(Array(body))) == Allocate(timeline: 1))
    }

    @Test("A body with every field is read in full, and unicode stays what it is")
    func everyField() throws {
        for name in ["success: Allocate with every field, timeout 60", "success: unicode in a field"] {
            let body = try body(name)
            let message = try Allocate(json: JSONValue.parse(Array(body)))
            let raw = try #require(JSONSerialization.jsonObject(with: body) as? [String: Any])
            #expect(message.timeline == raw["timeline"] as? Int, "\(name)")
            #expect(message.checking == raw["checking"] as? Bool, "\(name)")
            #expect(message.publicKey == raw["public_key"] as? String, "\(name)")
            #expect(message.dockerChange == raw["docker_change"] as? Bool, "\(name)")
            let docker = try #require(raw["docker_requirement"] as? [String: Any])
            #expect(message.dockerRequirement.baseImage == docker["base_image"] as? String, "\(name)")
            #expect(message.dockerRequirement.sshKey == docker["ssh_key"] as? String ?? "", "\(name)")
            #expect(message.dockerRequirement.dockerfile == docker["dockerfile"] as? String ?? "", "\(name)")
        }
    }
}
