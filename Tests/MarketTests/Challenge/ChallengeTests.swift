import JSON
import Market
import Testing

/// The message `Challenge` on the wire.
@Suite("Challenge")
struct ChallengeTests {
    @Test(
        "What is absent or null has the Python class's default",
        arguments: [
            "{}", #"{"challenge_hash":null,"challenge_difficulty":null,"output":null}"#,
            #"{"name":"Challenge","dendrite":{},"output":{},"unknown":1}"#,
        ])
    func defaults(_ text: String) throws {
        let message = try Challenge(json: JSONValue.parse(text))
        #expect(message == Challenge())
        #expect(message.difficulty == 7)
        #expect(message.hash.isEmpty && message.mask.isEmpty)
    }

    @Test("Every member is read and written by its wire name, an integral float as an integer")
    func everyMember() throws {
        let text = """
            {"challenge_hash":"h","challenge_salt":"s","challenge_mode":"610","challenge_chars":"ab",\
            "challenge_mask":"?1?1","challenge_difficulty":2.0,"output":{}}
            """
        let message = try Challenge(json: JSONValue.parse(text))
        #expect(
            message == Challenge(hash: "h", salt: "s", mode: "610", chars: "ab", mask: "?1?1", difficulty: 2))
        #expect(try message.json == JSONValue.parse(text))
    }

    @Test("A message without an answer goes back as it came")
    func unanswered() throws {
        let json = try JSONValue.parse(#"{"challenge_hash":"h","output":{}}"#)
        #expect(try Challenge(json: json).json["output"] == [:])
    }

    @Test("An answer has its three members, null where there is nothing to say")
    func answered() {
        #expect(
            ChallengeOutput(password: "p", localExecutionTime: 1.5).json
                == ["password": "p", "local_execution_time": .number(1.5), "error": .null])
        #expect(
            ChallengeOutput(error: "e").json
                == ["password": .null, "local_execution_time": .null, "error": "e"])
    }

    @Test("An answer of the Python miner is read")
    func pythonAnswer() throws {
        let json = try JSONValue.parse(#"{"password":"p","local_execution_time":0.25,"error":null}"#)
        let output = try ChallengeOutput(json: json)
        #expect(output.password == "p")
        #expect(output.error == nil)
    }

    @Test(
        "A member of another type is refused",
        arguments: [
            #"{"challenge_hash":1}"#, #"{"challenge_difficulty":"7"}"#, #"{"challenge_difficulty":1.5}"#,
            #"{"output":[]}"#, #"{"output":{"password":1}}"#,
        ])
    func wrongTypes(_ text: String) throws {
        let json = try JSONValue.parse(text)
        #expect(throws: JSONMembers.WrongType.self) { try Challenge(json: json) }
    }
}
