/// A flag that may have its value from elsewhere, too.
struct Setting: Equatable {
    /// The name without hyphens, as `axon.port`.
    let name: String
    /// All names, that of the help first.
    let names: [String]
    /// Whether it is on or off, without a value.
    let isSwitch: Bool
    /// The name that turns a switch off; nil where leaving it out is the only way.
    let offName: String?
    /// Whether it may be given several times.
    let isRepeating: Bool
    /// What it is when nobody says anything; nil where the help says it in words.
    let defaultText: String?
    /// The help's sentence.
    let help: String

    /// The environment variables that stand for it, the help's first.
    var variables: [String] {
        names.map(Self.variable).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The variables that other programs know, too, and that the command reads itself.
    var knownVariables: [String] { KnownVariable.standing(for: name) }

    /// `NICOMPUTE_AXON_PORT` for `axon.port`.
    static func variable(_ name: String) -> String { "NICOMPUTE_" + key(name).uppercased() }

    /// Whether a variable's name begins as ours do.
    static func isVariable(_ name: String) -> Bool { name.hasPrefix("NICOMPUTE_") }

    /// What all spellings of a name have in common: `axon_external_ip` for `axon.external-ip`.
    static func key(_ name: String) -> String { plain(name.lowercased()) }

    /// A name with `_` for the punctuation in it.
    static func plain(_ name: String) -> String { String(name.map { $0 == "." || $0 == "-" ? "_" : $0 }) }

    /// The file of settings itself: it is read before any.
    static let file = "config"

    /// What destroys or reveals something: it is done when it is said, never because it was left somewhere.
    static let onlyFlags: Set<String> = [
        "clean", "force", "overwrite", "no-password", "renew", "reset", "secret", "show-mnemonic",
    ]

    /// Of these one at most is meant: who says one takes back what a weaker source says about the others.
    static let exclusive: [Set<String>] = [
        ["logging.debug", "logging.trace", "logging.info"], ["miner.whitelist.not.updated", "miner.require.updated"],
        ["uid", "hotkey"], ["message", "file"], ["mnemonic-file", "seed-file", "private-key-file", "uri", "address"],
    ]
}

extension CommandTree {
    /// Whether the command reads a file of settings.
    var takesFile: Bool { (arguments ?? []).contains { $0.longNames.contains(Setting.file) } }

    /// What may be set from elsewhere, in the order of the help.
    var settings: [Setting] {
        // What shows the settings has none.
        guard commandName != "config" else { return [] }
        let arguments = (arguments ?? []).filter { $0.kind != .positional }
        let switches = Set(arguments.filter { $0.kind == .flag }.flatMap(\.longNames))
        return arguments.compactMap { argument in
            guard let name = argument.longNames.first, !["help", "version", Setting.file].contains(name),
                !Setting.onlyFlags.contains(name)
            else { return nil }
            // --no-x belongs to --x.
            if name.hasPrefix("no-"), switches.contains(String(name.dropFirst(3))) { return nil }
            let isSwitch = argument.kind == .flag
            let offName = isSwitch && switches.contains("no-\(name)") ? "no-\(name)" : nil
            return Setting(
                name: name, names: argument.longNames, isSwitch: isSwitch, offName: offName,
                isRepeating: argument.isRepeating,
                defaultText: isSwitch
                    ? (argument.defaultValue == "--\(name)" ? "true" : "false") : argument.defaultValue,
                help: argument.abstract ?? "")
        }
    }

    /// Everything that any command may have set from elsewhere.
    var allSettings: [Setting] { leaves.flatMap(\.command.settings) }
}
