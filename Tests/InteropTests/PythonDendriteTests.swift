import Keys
import Testing
import Wire

/// The Dendrite of bittensor 9.0.0 asks our axon.
///
/// Skipped without that SDK (NI_TEST_VENV_BT9, which `make test` sets): it takes minutes to install.
@Suite("Python's Dendrite, our axon", .enabled(if: PeerEnvironment.bt9 != nil, "needs NI_TEST_VENV_BT9"))
struct PythonDendriteTests {
    /// What the SDK made of our answer.
    struct Answer: Decodable, Sendable {
        /// `Allocate.output`, or the text that `Specs` gives.
        enum Output: Decodable, Sendable {
            case text(String)
            case allocate(status: Bool?, port: Int?, message: String?)

            private enum CodingKeys: String, CodingKey {
                case status
                case port
                case message
            }

            init(from decoder: any Decoder) throws {
                if let text = try? decoder.singleValueContainer().decode(String.self) {
                    self = .text(text)
                    return
                }
                let container = try decoder.container(keyedBy: CodingKeys.self)
                self = .allocate(
                    status: try container.decodeIfPresent(Bool.self, forKey: .status),
                    port: try container.decodeIfPresent(Int.self, forKey: .port),
                    message: try container.decodeIfPresent(String.self, forKey: .message))
            }
        }

        let statusCode: Int?
        let statusMessage: String?
        let axonStatusCode: Int?
        let isSuccess: Bool
        let output: Output?

        enum CodingKeys: String, CodingKey {
            case statusCode = "status_code"
            case statusMessage = "status_message"
            case axonStatusCode = "axon_status_code"
            case isSuccess = "is_success"
            case output
        }
    }

    static let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
    static let charlie = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"

    func ask(
        from uri: String = "//Alice", axonHotkey: String = bob, _ message: String = #"{"timeline":1}"#,
        synapse: String = "Allocate", repeating count: Int = 1, unsignedBodies: UnsignedBodies = .allow
    ) async throws -> [Answer] {
        try await TestAxon.serve(unsignedBodies: unsignedBodies) { port in
            try await PythonPeer.answers(
                PeerEnvironment.bt9, "bt9_dendrite.py",
                [
                    "--host", "127.0.0.1", "--port", "\(port)", "--axon-hotkey", axonHotkey, "--uri", uri, "--message",
                    message, "--synapse", synapse, "--repeat", "\(count)", "--timeout", "60",
                ], as: Answer.self)
        }
    }

    @Test("It gets its output, each time it asks")
    func success() async throws {
        let answers = try await ask(#"{"timeline":7,"checking":false,"public_key":"k"}"#, repeating: 5)
        #expect(answers.count == 5)
        for answer in answers {
            #expect(answer.statusCode == 200)
            #expect(answer.axonStatusCode == 200)
            #expect(answer.isSuccess)
            guard case .allocate(true, 4444, "7 false") = answer.output else {
                Issue.record("\(answer)")
                continue
            }
        }
    }

    @Test("A message with every field set is read")
    func everyField() async throws {
        let message = """
            {"timeline":3,"checking":false,"device_requirement":{"cpu":{"count":1},"gpu":{"count":1,"capacity":24000,
            "type":"rtx"},"hard_disk":{"capacity":1073741824},"ram":{"capacity":1073741824.0},"testing":true},
            "docker_requirement":{"base_image":"ubuntu"},"docker_action":{"action":"pause","ssh_key":"","key_type":""},
            "public_key":"gr\\u00fc\\u00dfe"}
            """
        let answer = try #require(try await ask(message).first)
        #expect(answer.isSuccess, "\(answer)")
    }

    @Test("Specs gives its text")
    func specs() async throws {
        let answer = try #require(try await ask(#"{"specs_input":"x"}"#, synapse: "Specs").first)
        #expect(answer.isSuccess)
        guard case .text(#"{"of":"x"}"#) = answer.output else {
            Issue.record("\(answer)")
            return
        }
    }

    /// A refused request: who asks whom, what, and what the SDK reports.
    struct Refused: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var uri = "//Alice"
        var axonHotkey = PythonDendriteTests.bob
        var message = #"{"timeline":1}"#
        var synapse = "Allocate"
        var unsignedBodies = UnsignedBodies.allow
        let status: Int
        let text: String
    }

    static let refused = [
        Refused(
            testDescription: "refused hotkey", uri: "//Charlie", status: 403,
            text: "Forbidden. Key is blacklisted: Not enough stake!."),
        Refused(
            testDescription: "signed for another axon", axonHotkey: charlie, status: 401,
            text: "Not Verified with error: Signature mismatch with "),
        Refused(
            testDescription: "handler fails", message: #"{"timeline":111}"#, status: 500,
            text: "Internal Server Error #"),
        Refused(
            testDescription: "unknown message", message: "{}", synapse: "Challenge", status: 404,
            text: "Synapse name 'Challenge' not found. Available synapses ['Synapse', 'Allocate', 'Specs']"),
        Refused(
            testDescription: "unsigned under deny", unsignedBodies: .deny, status: 401,
            text: "Not Verified with error: MalformedAuth: this axon requires signed bodies"),
        Refused(
            testDescription: "unsigned act under check-only", message: #"{"timeline":1,"checking":false}"#,
            unsignedBodies: .checkOnly, status: 401,
            text: "Not Verified with error: MalformedAuth: unsigned bodies may only ask"),
    ]

    @Test("It sees a refusal with its status and text", arguments: refused)
    func refusal(_ test: Refused) async throws {
        let answers = try await ask(
            from: test.uri, axonHotkey: test.axonHotkey, test.message, synapse: test.synapse,
            unsignedBodies: test.unsignedBodies)
        let answer = try #require(answers.first)
        #expect(answer.statusCode == test.status)
        #expect(answer.statusMessage?.hasPrefix(test.text) == true, "\(answer)")
        #expect(!answer.isSuccess)
    }

    @Test("Under check-only it may still ask")
    func checkOnly() async throws {
        let answer = try #require(try await ask(unsignedBodies: .checkOnly).first)
        #expect(answer.isSuccess)
    }
}
