import JSON

/// JSON for people: a member in a line, names in order, so much and no more.
struct PrettyJSON {
    private var text = ""
    private let limit: Int

    /// `value`, cut after `limit` bytes.
    static func text(_ value: JSONValue, limit: Int = 128 << 10) -> String {
        var pretty = PrettyJSON(limit: limit)
        pretty.write(value, indent: 0)
        return pretty.text.utf8.count > limit ? pretty.text + "\n…" : pretty.text
    }

    private init(limit: Int) { self.limit = limit }

    private mutating func write(_ value: JSONValue, indent: Int) {
        guard text.utf8.count <= limit else { return }
        switch value {
        case .object(let members) where !members.isEmpty:
            let sorted = members.sorted { $0.key < $1.key }
            block("{", "}", sorted, indent) { pretty, member in
                pretty.text += JSONValue.text(member.key).serializedText + ": "
                pretty.write(member.value, indent: indent + 1)
            }
        case .list(let list) where !list.isEmpty:
            block("[", "]", list, indent) { pretty, element in pretty.write(element, indent: indent + 1) }
        case .number(let number) where !number.isFinite: text += "\(number)"
        default: text += ShortText.cut(value.serializedText, to: 4_096)
        }
    }

    private mutating func block<E>(
        _ open: String, _ close: String, _ elements: [E], _ indent: Int,
        _ write: (inout PrettyJSON, E) -> Void
    ) {
        text += open
        for (position, element) in elements.enumerated() {
            guard text.utf8.count <= limit else { return }
            text += (position > 0 ? ",\n" : "\n") + String(repeating: "  ", count: indent + 1)
            write(&self, element)
        }
        text += "\n" + String(repeating: "  ", count: indent) + close
    }
}
