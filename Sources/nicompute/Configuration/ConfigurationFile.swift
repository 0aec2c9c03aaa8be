import Yams

/// The settings in a YAML file: names of flags with values, nested at the dots or not.
///
///     netuid: 27
///     wallet.name: default
///     axon:
///       port: 8091
///     blacklist.hotkeys: [5Grw…, 5FHn…]
struct ConfigurationFile: Equatable {
    /// A setting, not looked at further.
    struct Entry: Equatable {
        /// The name as the file has it, nested ones joined with dots.
        let name: String
        /// One text, or those of a list.
        let values: [String]
        let line: Int
    }

    let path: String
    /// All, in the file's order; those without a value are left out.
    let entries: [Entry]

    /// More than any command has; a file with more is not meant for us, or its aliases multiply.
    private static let limit = 1_000
    private static let depth = 8

    /// - Throws: ``ConfigurationProblem`` when `text` is no YAML, or not of names and values.
    init(path: String, text: String) throws {
        self.path = path
        guard let root = try Self.composed(text, path: path), !Self.isNothing(root) else {
            entries = []
            return
        }
        guard root.mapping != nil else {
            throw ConfigurationProblem.malformed(
                path: path, line: root.mark?.line, reason: "names and values are wanted")
        }
        var entries: [Entry] = []
        try Self.collect(root, prefix: [], path: path, into: &entries)
        self.entries = entries
    }

    private static func collect(_ node: Node, prefix: [String], path: String, into entries: inout [Entry]) throws {
        func problem(_ reason: String) -> ConfigurationProblem {
            .malformed(path: path, line: node.mark?.line, reason: reason)
        }
        guard entries.count < limit, prefix.count <= depth else { throw problem("there is too much in it") }
        if let mapping = node.mapping {
            for (key, value) in mapping {
                guard let name = key.scalar?.string, !name.isEmpty else { throw problem("a name is wanted") }
                try collect(value, prefix: prefix + [name], path: path, into: &entries)
            }
            return
        }
        if isNothing(node) { return }
        let values: [String]
        if let sequence = node.sequence {
            values = try sequence.map { element in
                guard let text = element.scalar?.string else { throw problem("a list has plain values only") }
                return text
            }
        } else if let text = node.scalar?.string {
            values = [text]
        } else {
            throw problem("a value is wanted")
        }
        entries.append(Entry(name: prefix.joined(separator: "."), values: values, line: node.mark?.line ?? 0))
    }

    private static func isNothing(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The file's tree; what the parser says against it comes without the text that it quotes.
    private static func composed(_ text: String, path: String) throws -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            let (line, reason): (Int?, String) =
                switch error {
                case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                    .composer(_, let problem, let mark, _):
                    (mark.line, problem)
                case .duplicatedKeysInMapping(_, let context): (context.mark.line, "a name stands there twice")
                default: (nil, "it is no YAML")
                }
            throw ConfigurationProblem.malformed(path: path, line: line, reason: reason)
        }
    }
}
