/// What is wrong with a question to the chain, and what to ask instead.
package enum QuestionError: Error, Equatable, CustomStringConvertible {
    /// The runtime has no such thing; some that it has are like it.
    case unknown(String, name: String, near: [String])
    /// So many arguments were given; the types of those that are wanted.
    case count(Int, wanted: [String])
    case argument(String, type: String, reason: String)
    case block(String)

    package var description: String {
        switch self {
        case .unknown(let kind, let name, let near):
            "the runtime has no \(kind) \(name)"
                + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?")
        case .count(let count, let wanted):
            wanted.isEmpty
                ? "\(count) arguments were given, none is wanted"
                : "\(count) arguments were given, \(wanted.count) are wanted: \(wanted.joined(separator: ", "))"
        case .argument(let text, let type, let reason): "\"\(text)\" is no \(type): \(reason)"
        case .block(let text): "\"\(text)\" is no block: give a number, or a hash that begins with 0x"
        }
    }
}
