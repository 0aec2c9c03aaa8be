import JSON

/// A query or mutation, worded as W&B's client words it: the server may know these words only.
struct GraphQLOperation: Sendable {
    let name: String
    let text: String

    /// The body of the request.
    func body(_ variables: [String: JSONValue]) -> JSONValue {
        ["query": .text(text), "variables": .object(variables), "operationName": .text(name)]
    }
}
