import Chain
import JSON

/// An answer of the chain, as lines for people or as one line of JSON.
enum AnswerReport {
    static func text(_ answer: ChainAnswer, json: Bool) -> String {
        guard !json else {
            return JSONValue.object([
                "block": .integer(Int64(clamping: answer.block.number)), "type": .text(answer.type),
                "default": .bool(answer.isDefault), "value": answer.value ?? .null,
            ]).serializedText
        }
        let note = answer.isDefault ? ", nothing stored: the default" : ""
        let head = "# \(answer.type) at block \(answer.block.number)\(note)"
        guard let value = answer.value else { return "\(head)\nnothing" }
        return head + "\n" + indented(value, "").joined(separator: "\n")
    }

    /// One line for each plain value, deeper ones indented; lists of plain values stay on one line.
    private static func indented(_ value: JSONValue, _ space: String) -> [String] {
        switch value {
        case .object(let members) where !members.isEmpty:
            return members.sorted { $0.key < $1.key }.flatMap { name, member in
                isPlain(member)
                    ? ["\(space)\(name): \(plain(member))"]
                    : ["\(space)\(name):"] + indented(member, space + "  ")
            }
        case .list(let elements) where !elements.allSatisfy(isPlain):
            return elements.flatMap { element in
                ["\(space)-"] + indented(element, space + "  ")
            }
        default:
            return [space + plain(value)]
        }
    }

    private static func isPlain(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members): members.isEmpty
        case .list(let elements): elements.allSatisfy { $0.list == nil && $0.object == nil }
        default: true
        }
    }

    private static func plain(_ value: JSONValue) -> String { value.text ?? value.serializedText }
}
