package import JSON

/// The message `Specs`: asks a miner what hardware it has.
///
/// Field names and defaults are wire format (compute protocol of NI Compute 1.9.0). Python miners do not serve it.
package struct Specs: Sendable, Equatable {
    /// The message's name: the path of its requests and the class name in Python.
    package static let name = "Specs"

    /// Nothing reads it; the Python class has it.
    package var specsInput: String
    /// The miner's answer: the JSON of ``HardwareSpecs`` as text.
    package var specsOutput: String

    package init(specsInput: String = "", specsOutput: String = "") {
        self.specsInput = specsInput
        self.specsOutput = specsOutput
    }
}

extension Specs: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        specsInput = try members.text("specs_input")
        specsOutput = try members.text("specs_output")
    }

    package var members: [String: JSONValue] {
        ["specs_input": .text(specsInput), "specs_output": .text(specsOutput)]
    }
}
