import Chain

/// The values of a file of settings for one command, by the names of its help.
struct FileValues {
    let path: String
    private(set) var entries: [String: ConfigurationFile.Entry] = [:]

    /// A file may serve several roles: what only other commands have is left alone.
    /// - Parameters:
    ///   - settings: the command's.
    ///   - all: those of all commands.
    /// - Throws: ``ConfigurationProblem`` for a name that no command knows, or that is said twice.
    init(_ file: ConfigurationFile, of settings: [Setting], all: [Setting]) throws {
        path = file.path
        let known = Set(all.flatMap(\.names).map(Setting.key))
        for entry in file.entries {
            let key = Setting.key(entry.name)
            guard known.contains(key) else { throw Self.stranger(entry, file, all) }
            guard let setting = settings.first(where: { $0.names.map(Setting.key).contains(key) }) else { continue }
            guard entries.updateValue(entry, forKey: setting.name) == nil else {
                throw ConfigurationProblem.twice(path: file.path, name: setting.name, line: entry.line)
            }
        }
    }

    private static func stranger(
        _ entry: ConfigurationFile.Entry, _ file: ConfigurationFile, _ all: [Setting]
    ) -> ConfigurationProblem {
        let source = SettingSource.file(path: file.path, line: entry.line)
        if let flag = Setting.onlyFlags.first(where: { Setting.key($0) == Setting.key(entry.name) }) {
            return .onlyFlag(source, name: flag)
        }
        let names = Set(all.flatMap(\.names)).sorted()
        return .unknown(
            source, name: entry.name, nearest: NearestNames.of(entry.name, in: names, count: 1).first)
    }
}
