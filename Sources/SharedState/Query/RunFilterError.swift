/// What is wrong with a filter that somebody sent.
package enum RunFilterError: Error, Sendable, Equatable {
    /// The text is no JSON.
    case notJSON(String)
    /// Something other than an object stands where a filter belongs.
    case notAFilter(String)
    /// An operator that MongoDB may know, but we do not.
    case unknownOperator(String)
    /// An operator with an argument of the wrong type.
    case wrongArgument(of: String)
    /// A pattern that is no regular expression.
    case invalidPattern(String)
    /// A pattern longer than ``RunFilter/maxPatternLength``.
    case patternTooLong
    /// Filters inside each other, deeper than ``RunFilter/maxDepth``.
    case tooDeep
    /// More parts than ``RunFilter/maxNodes``, more patterns than ``RunFilter/maxPatterns``, or a list longer than
    /// ``RunFilter/maxListLength``.
    case tooLarge
}

extension RunFilterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON(let why): "the filter is no JSON: \(why)"
        case .notAFilter(let place): "the filter has something other than an object in \(place)"
        case .unknownOperator(let name): "the filter has an unknown operator: \(name)"
        case .wrongArgument(let name): "the filter's operator \(name) has a wrong argument"
        case .invalidPattern(let pattern): "the filter has an invalid regular expression: \(pattern)"
        case .patternTooLong:
            "the filter has a regular expression of more than \(RunFilter.maxPatternLength) characters"
        case .tooDeep: "the filter is nested deeper than \(RunFilter.maxDepth)"
        case .tooLarge: "the filter has too many parts"
        }
    }
}
