/// Why a GraphQL request is not answered: one entry of the answer's `errors`.
struct GraphError: Error, Equatable {
    var message: String
    /// The names of the answer's members that lead to where it happened.
    var path: [String] = []

    init(_ message: String, path: [String] = []) {
        self.message = message
        self.path = path
    }
}
