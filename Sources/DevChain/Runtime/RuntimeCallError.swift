/// Why a runtime API call gave no answer.
package enum RuntimeCallError: Error, Equatable, CustomStringConvertible {
    /// No runtime API has this method.
    case unknownMethod(String)
    /// The parameters are not those of the method.
    case badParameters(String)

    package var description: String {
        switch self {
        case .unknownMethod(let method): "no runtime method \(method)"
        case .badParameters(let reason): "the parameters of the runtime call do not decode: \(reason)"
        }
    }
}
