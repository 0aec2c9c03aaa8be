/// A runtime API: its methods with their parameters and results in the words of the schema.
struct APIDescription: Sendable {
    var name: String
    var version: UInt32
    var methods: [Method]

    struct Method: Sendable {
        var name: String
        /// `netuid: u16, uid: u16`
        var inputs: String
        var output: String

        init(_ name: String, _ inputs: String, _ output: String) {
            self.name = name
            self.inputs = inputs
            self.output = output
        }
    }
}
