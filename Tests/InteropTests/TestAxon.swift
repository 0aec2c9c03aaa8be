import JSON
import Keys
import Market
import TestSupport
import Wire

/// An axon of ours at a free port of 127.0.0.1, with the messages that the Python peers know.
enum TestAxon {
    struct HandlerFailed: Error {}

    /// Refuses one hotkey.
    struct Standings: CallerStanding {
        let refused: AccountID

        func standing(of hotkey: AccountID) -> Standing {
            hotkey == refused ? .refused(reason: "Not enough stake!") : .admitted(priority: 1)
        }
    }

    /// The message `Specs` of the 9.0.0 peers.
    struct Specs: WireMessage {
        var input: String?
        var output: String?

        init(input: String?, output: String?) {
            self.input = input
            self.output = output
        }

        init(members: JSONMembers) throws(JSONMembers.WrongType) {
            input = try members.textIfPresent("specs_input")
            output = try members.textIfPresent("specs_output")
        }

        var members: [String: JSONValue] {
            ["specs_input": input.map(JSONValue.text) ?? .null, "specs_output": output.map(JSONValue.text) ?? .null]
        }
    }

    static let allocate = MessageRoute(Allocate.name, bonus: 3, acts: { (message: Allocate) in !message.checking }) {
        message, caller in
        if message.timeline == 111 { throw HandlerFailed() }
        var answer = message
        answer.output = AllocateOutput(status: true, port: 4444, message: "\(message.timeline) \(caller.signedBody)")
        return answer
    }

    static let specs = MessageRoute("Specs", bonus: 1) { (message: Specs, _) in
        Specs(input: message.input, output: "{\"of\":\"\(message.input ?? "")\"}")
    }

    /// Serves as `//Bob` or another, refusing `//Charlie`, while `body` runs.
    static func serve<R: Sendable>(
        as uri: String = "//Bob", unsignedBodies: UnsignedBodies = .allow,
        _ body: @escaping @Sendable (Int) async throws -> R
    ) async throws -> R {
        let (own, charlie) = (try Keypair(secretURI: uri), try Keypair(secretURI: "//Charlie"))
        let serving = Serving()
        let axon = Axon(
            configuration: .init(ip: "127.0.0.1", port: 0, unsignedBodies: unsignedBodies), keypair: own,
            standing: Standings(refused: charlie.account), ledger: NonceLedger(), routes: [allocate, specs],
            logger: .silent, listening: serving.listening)
        return try await serving.run([axon]) { port, _ in try await body(port) }
    }
}
