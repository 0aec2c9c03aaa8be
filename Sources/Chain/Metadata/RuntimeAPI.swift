/// A runtime API; a method is called by `state_call` as `<name>_<method>` (V15).
package struct RuntimeAPI: Sendable, Equatable {
    package var name: String
    package var methods: [RuntimeAPIMethod]
    package var docs: [String]

    package init(name: String, methods: [RuntimeAPIMethod], docs: [String] = []) {
        self.name = name
        self.methods = methods
        self.docs = docs
    }
}

/// One method of a runtime API: its inputs are encoded one after the other.
package struct RuntimeAPIMethod: Sendable, Equatable {
    package var name: String
    package var inputs: [RuntimeAPIInput]
    package var output: UInt32
    package var docs: [String]

    package init(name: String, inputs: [RuntimeAPIInput], output: UInt32, docs: [String] = []) {
        self.name = name
        self.inputs = inputs
        self.output = output
        self.docs = docs
    }
}

/// One input of a runtime API method.
package struct RuntimeAPIInput: Sendable, Equatable {
    package var name: String
    package var type: UInt32

    package init(name: String, type: UInt32) {
        self.name = name
        self.type = type
    }
}
