import ArgumentParser
import Chain
import Foundation

/// What a command runs with, and where each value comes from.
struct EffectiveConfiguration {
    /// A setting with its value.
    struct Item: Equatable {
        let setting: Setting
        /// One text, for a setting that may be repeated any number; empty when nobody says anything.
        let values: [String]
        let source: SettingSource
    }

    let path: [String]
    /// In the order of the help.
    let items: [Item]
    /// The command line with the flags that it had not, after the words that name the command.
    let arguments: [String]
    /// What an operator should know; no value is in it.
    let warnings: [String]

    /// - Parameters:
    ///   - arguments: the command line, of which the first words name the command.
    ///   - all: the settings of all commands; not asked for as long as the command knows every name.
    /// - Throws: ``ConfigurationProblem``, also for names that no command knows.
    init(
        _ arguments: [String], of place: CommandPlace, sources: ConfigurationSources,
        all: () throws -> [Setting] = { try CommandTree.ofProgram().allSettings }
    ) throws {
        let command = try place.command()
        let rest = arguments.dropFirst(place.words.count)
        let given = GivenFlags(rest, of: command)
        let settings = command.settings
        let file = try Self.file(command, given, sources)
        let known = try Self.isKnown(settings, sources, file) ? settings : all()
        try Self.check(sources.envFile, known)
        let values = try file.map { try FileValues($0, of: settings, all: known) }
        let found = try Self.bounded(
            settings.map { try Self.item($0, given: given, sources: sources, file: values) })
        path = place.path
        items = found
        self.arguments = place.words + found.flatMap(Self.flags) + rest
        warnings = sources.warnings + Self.doubts(sources.environment, known)
    }

    /// Whether these settings are all that is spoken of.
    private static func isKnown(
        _ settings: [Setting], _ sources: ConfigurationSources, _ file: ConfigurationFile?
    ) -> Bool {
        let variables = variables(of: settings)
        let names =
            sources.environment.keys.filter(Setting.isVariable)
            + sources.envFile.entries.keys.filter(Setting.isVariable)
        let keys = Set(settings.flatMap(\.names).map(Setting.key))
        return names.allSatisfy(variables.contains)
            && (file?.entries ?? []).allSatisfy { keys.contains(Setting.key($0.name)) }
    }

    private static func variables(of settings: [Setting]) -> Set<String> {
        Set(settings.flatMap(\.variables) + [Setting.variable(Setting.file)])
    }

    /// The file of settings, where one is named and the command reads it.
    private static func file(
        _ command: CommandTree, _ given: GivenFlags, _ sources: ConfigurationSources
    ) throws -> ConfigurationFile? {
        guard command.takesFile else { return nil }
        let variable = Setting.variable(Setting.file)
        let candidates = [given[Setting.file]?.last, sources.environment[variable], sources.envFile[variable]]
        guard let path = candidates.compactMap({ $0 }).first(where: { !$0.isEmpty }) else { return nil }
        return try ConfigurationFile(path: path, text: sources.text(path))
    }

    /// The strongest word about a setting.
    private static func item(
        _ setting: Setting, given: GivenFlags, sources: ConfigurationSources, file: FileValues?
    ) throws -> Item {
        if let values = given[setting.name] { return Item(setting: setting, values: values, source: .flag) }
        // Process managers set variables to nothing when they mean to leave them out.
        for variable in setting.variables + setting.knownVariables {
            guard let value = sources.environment[variable], !value.isEmpty else { continue }
            return try item(setting, listed(value, setting), .environment(variable: variable))
        }
        for variable in setting.variables + setting.knownVariables {
            guard let entry = sources.envFile.entries[variable], !entry.value.isEmpty else { continue }
            // What commands read themselves they read from the environment, and there it is empty.
            if KnownVariable.includes(variable), sources.environment[variable] != nil { continue }
            return try item(
                setting, listed(entry.value, setting), .envFile(variable: variable, line: entry.line))
        }
        if let file, let entry = file.entries[setting.name] {
            let values = setting.isRepeating ? entry.values : [entry.values.joined(separator: ",")]
            return try item(setting, values, .file(path: file.path, line: entry.line))
        }
        return standard(setting)
    }

    private static func standard(_ setting: Setting) -> Item {
        Item(setting: setting, values: setting.defaultText.map { [$0] } ?? [], source: .standard)
    }

    private static func listed(_ value: String, _ setting: Setting) -> [String] {
        guard setting.isRepeating else { return [value] }
        return value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private static func item(_ setting: Setting, _ values: [String], _ source: SettingSource) throws -> Item {
        guard setting.isSwitch else { return Item(setting: setting, values: values, source: source) }
        let word = values.last?.lowercased().trimmingCharacters(in: .whitespaces) ?? ""
        if ["true", "1", "yes", "on", "y"].contains(word) {
            return Item(setting: setting, values: ["true"], source: source)
        }
        guard ["false", "0", "no", "off", "n"].contains(word) else {
            throw ConfigurationProblem.notASwitch(source, name: setting.name)
        }
        return Item(setting: setting, values: ["false"], source: source)
    }

    /// The items without those whose opposite somebody stronger said.
    private static func bounded(_ items: [Item]) -> [Item] {
        var items = items
        for group in Setting.exclusive {
            let said = items.filter { group.contains($0.setting.name) && $0.values != ["false"] }
            guard let strongest = said.map(\.source.rank).min() else { continue }
            for index in items.indices where group.contains(items[index].setting.name) {
                if items[index].source.rank > strongest { items[index] = standard(items[index].setting) }
            }
        }
        return items
    }

    /// The flags that say what an item says, where the command line does not and the command reads it nowhere else.
    private static func flags(_ item: Item) -> [String] {
        switch item.source {
        case .flag, .standard: return []
        case .environment(let variable), .envFile(let variable, _):
            if KnownVariable.includes(variable) { return [] }
        case .file: break
        }
        guard item.setting.isSwitch else { return item.values.flatMap { flag(item.setting, $0) } }
        if item.values == ["true"] { return ["--\(item.setting.name)"] }
        return item.setting.offName.map { ["--\($0)"] } ?? []
    }

    /// A flag with its value, which may begin with a hyphen; after "=" the parser takes no empty one.
    private static func flag(_ setting: Setting, _ value: String) -> [String] {
        value.isEmpty ? ["--\(setting.name)", ""] : ["--\(setting.name)=\(value)"]
    }

    /// Every variable of ours in the `.env` file stands for a setting.
    private static func check(_ envFile: EnvFile, _ all: [Setting]) throws {
        let known = variables(of: all)
        for (name, entry) in envFile.entries.sorted(by: { $0.value.line < $1.value.line })
        where Setting.isVariable(name) && !known.contains(name) {
            let source = SettingSource.envFile(variable: name, line: entry.line)
            if let flag = Setting.onlyFlags.first(where: { Setting.variable($0) == name }) {
                throw ConfigurationProblem.onlyFlag(source, name: flag)
            }
            throw ConfigurationProblem.unknown(source, name: name, nearest: nearest(name, known))
        }
    }

    /// The environment is everybody's: what begins like ours and is like none of ours is left alone.
    private static func doubts(_ environment: [String: String], _ all: [Setting]) -> [String] {
        let known = variables(of: all)
        let strangers = environment.keys.filter { Setting.isVariable($0) && !known.contains($0) }.sorted()
        return strangers.compactMap { name in
            // Container platforms set NICOMPUTE_SERVICE_PORT, which is not NICOMPUTE_PORT with letters too many.
            guard let near = nearest(name, known), abs(near.count - name.count) <= 3 else { return nil }
            return "environment: \(name) stands for no flag; did you mean \(near)?"
        }
    }

    /// The variable that `name` may have been meant to be, by what follows the prefix that all share.
    private static func nearest(_ name: String, _ known: Set<String>) -> String? {
        let prefix = "NICOMPUTE_".count
        let names = known.map { String($0.dropFirst(prefix)) }.sorted()
        return NearestNames.of(String(name.dropFirst(prefix)), in: names, count: 1).first.map { "NICOMPUTE_\($0)" }
    }

    /// The command as it would run.
    /// - Throws: what the parser has against a flag or a value.
    func parsed() throws -> any ParsableCommand { try Nicompute.parseAsRoot(arguments) }

    /// Where a value comes from that `message` is about; nil when that stands on the command line.
    func origin(of message: String) -> String? {
        let origins = items.filter { !Self.flags($0).isEmpty && Self.mentions("--\($0.setting.name)", in: message) }
            .map { "--\($0.setting.name) comes from \($0.source)" }
        return origins.isEmpty ? nil : origins.joined(separator: "\n")
    }

    /// Whether `flag` stands in `text`, and not as the beginning of a longer one.
    private static func mentions(_ flag: String, in text: String) -> Bool {
        text.ranges(of: flag).contains { range in
            let next = text[range.upperBound...].first
            return next.map { !$0.isLetter && !$0.isNumber && !"._-".contains($0) } ?? true
        }
    }
}
