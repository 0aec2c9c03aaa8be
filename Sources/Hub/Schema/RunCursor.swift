import Foundation
import JSON

/// The place of a run in a list: its values in the order, and its number.
///
/// Not a count of those before it: the next page starts right whichever runs were added or deleted meanwhile.
struct RunCursor: Equatable {
    /// A value that lists are ordered by; of a text its start.
    enum Value: Equatable, Comparable {
        case missing
        case flag(Int)
        case number(Double)
        case text(String)

        init(_ json: JSONValue?) {
            switch json {
            case nil, .null: self = .missing
            case .bool(let flag): self = .flag(flag ? 1 : 0)
            case .integer, .number:
                let number = json?.number ?? 0
                self = number.isNaN ? .missing : .number(number)
            case .text(let text): self = .text(String(text.prefix(64)))
            case .list, .object: self = .text(String((json?.serializedText ?? "").prefix(64)))
            }
        }

        fileprivate var json: JSONValue {
            switch self {
            case .missing: .null
            case .flag(let flag): .bool(flag == 1)
            // JSON has no infinity.
            case .number(let number): number.isFinite ? ["n": .number(number)] : ["i": .bool(number > 0)]
            case .text(let text): .text(text)
            }
        }

        fileprivate init(wire json: JSONValue) {
            if let number = json["n"]?.number {
                self = .number(number)
            } else if let isPositive = json["i"]?.bool {
                self = .number(isPositive ? .infinity : -.infinity)
            } else {
                self.init(json)
            }
        }
    }

    var values: [Value]
    var sequence: Int64

    init(values: [Value], sequence: Int64) {
        self.values = values
        self.sequence = sequence
    }

    /// What ``text`` gave.
    init(text: String) throws(GraphError) {
        guard text.utf8.count <= 4_096, let data = Data(base64Encoded: text),
            let list = (try? JSONValue.parse(Array(data), depth: 4))?.list, let sequence = list.first?.integer
        else { throw GraphError("The cursor is none of this hub.") }
        values = list.dropFirst().map { Value(wire: $0) }
        self.sequence = sequence
    }

    var text: String {
        Data(JSONValue.list([.integer(sequence)] + values.map(\.json)).serialized).base64EncodedString()
    }
}
