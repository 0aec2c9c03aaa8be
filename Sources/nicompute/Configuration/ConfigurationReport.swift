/// What a command would run with, for people or programs. Secrets are not in it.
struct ConfigurationReport: Encodable {
    struct Line: Encodable, Equatable {
        let name: String
        /// Empty when nothing is said and the help tells what that means.
        let value: String
        let source: String
    }

    let command: String
    let settings: [Line]
    /// The variables that are set and that no flag stands for.
    let variables: [Line]

    init(_ configuration: EffectiveConfiguration, sources: ConfigurationSources) {
        command = configuration.path.joined(separator: " ")
        settings = configuration.items.map { item in
            Line(
                name: "--\(item.setting.name)",
                value: item.values.map { Redaction.shown(item.setting.name, $0) }.joined(separator: ", "),
                source: "\(item.source)")
        }
        let used = Set(configuration.items.flatMap(\.setting.knownVariables))
        let names = Set(sources.environment.keys).union(sources.envFile.entries.keys)
        variables = names.filter { KnownVariable.includes($0) && !used.contains($0) }.sorted().compactMap { name in
            if let value = sources.environment[name] {
                return value.isEmpty
                    ? nil : Line(name: name, value: Redaction.shown(name, value), source: "environment")
            }
            guard let entry = sources.envFile.entries[name], !entry.value.isEmpty else { return nil }
            return Line(name: name, value: Redaction.shown(name, entry.value), source: ".env:\(entry.line)")
        }
    }

    /// A table, or one line of JSON.
    func text(json: Bool) throws -> String {
        if json { return try jsonLine() }
        var table = TextTable(["SETTING": .left, "VALUE": .left, "SOURCE": .left])
        for line in settings + variables { table.add([line.name, Self.oneLine(line.value), line.source]) }
        return table.text
    }

    private static func oneLine(_ value: String) -> String {
        value.contains(where: \.isNewline) ? String(value.map { $0.isNewline ? " " : $0 }) : value
    }
}
