import Chain
import Foundation
import JSON
import Keys
import Testing

/// The vectors made for us, and the recorded runtime where it is there.
enum CallVectors {
    static func load(_ name: String) throws -> JSONValue {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "Vectors").appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        // JSON numbers of that size would lose their last digits.
        let quoted = text.replacing(/: ([0-9]{19,})/) { match in ": \"\(match.1)\"" }
        return try JSONValue.parse(Array(quoted.utf8))
    }

    static func cases(_ name: String, _ list: String) throws -> [JSONValue] {
        try #require(try load(name)[list]?.list)
    }

    static func bytes(_ value: JSONValue?) throws -> [UInt8] {
        try #require(value?.text.flatMap { Hex.decode($0) })
    }

    /// A call argument as the fixtures write it.
    static func argument(_ value: JSONValue) throws -> ScaleValue {
        switch value {
        case .integer(let number): .unsigned(UInt128(try #require(UInt64(exactly: number))))
        case .list(let list): .list(try list.map(argument))
        case .text(let text):
            if let bytes = text.hasPrefix("0x") ? Hex.decode(text) : nil {
                .bytes(bytes)
            } else if let number = UInt128(text) {
                .unsigned(number)
            } else {
                .account(try AccountID(ss58: text))
            }
        default: try #require(nil as ScaleValue?)
        }
    }

    /// The arguments that the runtime's call has; the fixtures name some that the SDK leaves out.
    static func call(_ pallet: String, _ name: String, _ arguments: JSONValue?, _ metadata: Metadata) throws
        -> RuntimeCall
    {
        let members = try #require(arguments?.object)
        var names: [String] = []
        var values: [ScaleValue] = []
        for field in try metadata.call(pallet, name).fields.reversed() {
            let field = try #require(field.name)
            names.append(field)
            values.append(try argument(try #require(members[field])))
        }
        return RuntimeCall(pallet: pallet, name: name, arguments: .record(names: names, values: values))
    }

    static let hasRecordings = Recorded.isPresent

    static let recorded14 = Result { try Metadata.decode(try Recorded.hex("metadata-v14.hex")) }

    static let recorded15 = Result {
        var reader = ScaleReader(try Recorded.hex("metadata-v15.hex"))
        let bytes = try reader.option { reader throws(ScaleError) in try reader.byteVector() }
        return try Metadata.decode(try #require(bytes))
    }

    static func recorded(_ version: UInt8) throws -> Metadata {
        try (version == 14 ? recorded14 : recorded15).get()
    }
}
