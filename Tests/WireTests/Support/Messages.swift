import JSON
import Market
import Wire

/// The message `Specs` as the captures have it.
struct SpecsMessage: WireMessage, Equatable {
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

extension MessageRoute {
    struct HandlerFailed: Error {}

    /// `Allocate` as the captured axon answered it: timeline -1 makes the handler fail.
    static let allocate = MessageRoute(Allocate.name, bonus: 3, acts: { (message: Allocate) in !message.checking }) {
        message, _ in
        if message.timeline == -1 { throw HandlerFailed() }
        var answer = message
        answer.output = AllocateOutput(status: message.checking, port: 4444)
        return answer
    }

    /// `Allocate` answered with itself: its handler never fails.
    static let echo = MessageRoute(Allocate.name, bonus: 3) { (message: Allocate, _) in message }

    static let specs = MessageRoute("Specs", bonus: 1) { (message: SpecsMessage, _) in message }
}
