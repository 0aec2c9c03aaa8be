import JSON
import Market
import Testing

@Suite("Specs")
struct SpecsTests {
    @Test(
        "What is absent or null has the Python class's default",
        arguments: ["{}", #"{"specs_input":null,"specs_output":null,"name":"Specs","timeout":60.0}"#])
    func defaults(_ text: String) throws {
        let message = try Specs(json: JSONValue.parse(text))
        #expect(message == Specs())
        #expect(message.specsInput.isEmpty)
        #expect(message.specsOutput.isEmpty)
    }

    @Test("Both members have their wire names")
    func members() throws {
        let message = Specs(specsInput: "a", specsOutput: #"{"has_docker":true}"#)
        #expect(message.json == ["specs_input": "a", "specs_output": #"{"has_docker":true}"#])
        #expect(try Specs(json: message.json) == message)
        #expect(Specs.name == "Specs")
    }

    @Test(
        "An output that is no text is refused", arguments: [#"{"specs_output":{}}"#, #"{"specs_input":1}"#, "[]", "7"])
    func wrongType(_ text: String) {
        #expect(throws: JSONMembers.WrongType.self) { try Specs(json: JSONValue.parse(text)) }
    }
}
