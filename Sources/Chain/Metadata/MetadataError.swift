/// What the runtime does not have, or why its metadata cannot be used.
package enum MetadataError: Error, Equatable, CustomStringConvertible {
    case noPallet(String)
    case noStorage(String, String)
    case noCall(String, String)
    case noAPI(String, String)
    case noConstant(String, String)
    /// A storage item has so many keys, not as many as were given.
    case wrongKeys(String, String, expected: Int, got: Int)
    case malformed(ScaleError)
    case unsupportedVersion(UInt8)

    package var description: String {
        switch self {
        case .noPallet(let pallet): "the runtime has no pallet \(pallet)"
        case .noStorage(let pallet, let item): "the runtime has no storage \(pallet).\(item)"
        case .noCall(let pallet, let call): "the runtime has no call \(pallet).\(call)"
        case .noAPI(let api, let method): "the runtime has no API \(api)_\(method)"
        case .noConstant(let pallet, let constant): "the runtime has no constant \(pallet).\(constant)"
        case .wrongKeys(let pallet, let item, let expected, let got):
            "\(pallet).\(item) has \(expected) keys, \(got) were given"
        case .malformed(let error): "malformed metadata: \(error)"
        case .unsupportedVersion(let version): "metadata V\(version) is not supported"
        }
    }
}
