import Chain
import JSON
import Keys

/// Answers that are the same as long as the program runs, made once.
struct FixedAnswers: Sendable {
    /// Of `state_getMetadata`.
    let metadata: JSONValue
    let runtimeVersion: JSONValue
    private let opaque14: JSONValue
    private let option14: JSONValue
    private let option15: JSONValue

    /// The only ones: the metadata is the same whatever the parameters are.
    static let shared = FixedAnswers(DevRuntime())

    private init(_ runtime: DevRuntime) {
        metadata = RPCAnswer.hex(runtime.metadata14)
        opaque14 = RPCAnswer.hex(Self.opaque(runtime.metadata14))
        option14 = RPCAnswer.hex([1] + Self.opaque(runtime.metadata14))
        option15 = RPCAnswer.hex([1] + Self.opaque(runtime.metadata15))
        let version = DevRuntime.version
        runtimeVersion = .object([
            "specName": .text(version.specName), "implName": .text(version.implName),
            "authoringVersion": .integer(Int64(version.authoringVersion)),
            "specVersion": .integer(Int64(version.specVersion)), "implVersion": .integer(Int64(version.implVersion)),
            "apis": .list(version.apis.map { .list([RPCAnswer.hex($0.id), .integer(Int64($0.version))]) }),
            "transactionVersion": .integer(Int64(version.transactionVersion)),
            "systemVersion": .integer(Int64(version.stateVersion)),
            "stateVersion": .integer(Int64(version.stateVersion)),
        ])
    }

    /// Runtime calls about metadata: big, asked for by every client, and the same at every block.
    func call(_ method: String, _ parameters: [UInt8]) -> JSONValue? {
        switch method {
        case "Metadata_metadata": return opaque14
        case "Metadata_metadata_versions": return RPCAnswer.hex([8, 14, 0, 0, 0, 15, 0, 0, 0])
        case "Metadata_metadata_at_version":
            switch parameters {
            case [14, 0, 0, 0]: return option14
            case [15, 0, 0, 0]: return option15
            default: return parameters.count == 4 ? RPCAnswer.hex([0]) : nil
            }
        default: return nil
        }
    }

    private static func opaque(_ metadata: [UInt8]) -> [UInt8] {
        var writer = ScaleWriter()
        writer.byteVector(metadata)
        return writer.bytes
    }
}
