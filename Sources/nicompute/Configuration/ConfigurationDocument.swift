/// `docs/configuration.md`, made from the commands themselves.
enum ConfigurationDocument {
    /// The whole page, with a line break at its end.
    static func text(_ tree: CommandTree) -> String {
        let tables = tree.leaves.filter { !$0.command.settings.isEmpty }.map { table($0.path, $0.command) }
        return ([introduction, variables] + tables).joined(separator: "\n\n") + "\n"
    }

    private static func table(_ path: [String], _ command: CommandTree) -> String {
        let rows = command.settings.map { setting in
            let flags = spellings(setting).map { "`--\($0)`" }.joined(separator: " ")
            let preset = setting.defaultText.map { "`\($0)`" } ?? ""
            let names = ([Setting.variable(setting.name)] + setting.knownVariables).map { "`\($0)`" }
            return "| \(flags) | \(preset) | \(names.joined(separator: " ")) | \(escaped(setting.help)) |"
        }
        let file = command.takesFile ? "\n\nReads `--config FILE`." : ""
        return """
            ### nicompute \(path.joined(separator: " "))
            \(escaped(command.abstract ?? ""))\(file)

            | flag | default | variable | meaning |
            |---|---|---|---|
            \(rows.joined(separator: "\n"))
            """
    }

    /// The names of a setting, without those that only have `_` for a dot or hyphen.
    private static func spellings(_ setting: Setting) -> [String] {
        var keys: Set<String> = []
        let names = setting.names.filter { keys.insert(Setting.key($0)).inserted }
        return names + [setting.offName].compactMap { $0 }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
    }

    private static let introduction = """
        # Configuration
        This page is made from the program: `nicompute config --table > docs/configuration.md`. A test compares the two.

        ## Where a value comes from
        The first that says something wins:

        1. the flag on the command line, `--axon.port 8091`; `_` may stand for a dot or hyphen: `--axon_port`
        2. the environment variable `NICOMPUTE_AXON_PORT`: the flag's name in capitals with `_` for dots and hyphens
        3. the same variable in the file `.env` of the working directory
        4. the file of `--config FILE` (or `NICOMPUTE_CONFIG`), for the roles: `axon.port: 8091`
        5. the default

        `nicompute config miner --axon.port 8091` shows what a command would run with and where each value comes from,
        without running it; secrets are not shown. `nicompute miner --help` lists flags, defaults and variables.

        - An empty variable counts as left out, and so does a name without a value in a file; `''` in a file is an empty value.
        - A switch has the values true, yes, on, 1 or false, no, off, 0.
        - A flag that may be repeated takes several values from a variable with commas between them, from a file as a list.
        - Of switches that exclude each other (`--logging.debug`, `--logging.trace`, `--logging.info`) the strongest source
          decides: `--logging.info` beats `NICOMPUTE_LOGGING_DEBUG=true`.
        - What destroys or reveals something (`--reset`, `--clean`, `--overwrite`, `--force`, `--renew`, `--no-password`,
          `--secret`, `--show-mnemonic`) is a flag only.
        - A flag of a role or a name in a file that does not exist ends the program and names the nearest that does; so does
          a `NICOMPUTE_` name in `.env`. In the environment such a name is warned of only when it looks like one of ours:
          container platforms make names there, too.

        ## The file .env
        It is read as python-dotenv does, so that the file of the Python program works as it is: `NAME=value` a line, with
        `export` before it or not; `'…'` and `"…"` may hold line breaks, `"…"` also `\\n`, `\\t`, `\\"`; `#` begins a comment at
        the beginning or after a space; `${NAME}` and `${NAME:-default}` are replaced from the environment and the lines
        above; of two lines about a name the last counts; other lines are passed over with a warning. Besides the
        `NICOMPUTE_` variables it may set those of the next section; other names are left alone. The environment wins, also
        where it has an empty value for one of the latter. Keep the file to its owner (`chmod 600 .env`): the program warns when
        there is a secret in it that other users can read.

        ## The file of --config
        YAML, names of flags with their values. Names may be nested at the dots, and written with `_` for dots and hyphens:

            netuid: 27
            wallet.name: default
            axon:
              port: 8091
            blacklist.hotkeys: [5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY]
            miner.challenge: true

        One file may serve several roles: settings that only other commands have are left alone. Values are taken as they
        are written. A path is taken from the working directory; `~` is the home directory in the paths that say so.

        ## Shell completion
            nicompute --generate-completion-script bash > /etc/bash_completion.d/nicompute
            nicompute --generate-completion-script zsh > ~/.zsh/completion/_nicompute      # in a directory of fpath
            nicompute --generate-completion-script fish > ~/.config/fish/completions/nicompute.fish
        """

    private static var variables: String {
        let rows = KnownVariable.all.map { variable in
            "| `\(variable.name)` | \(variable.flag.map { "`--\($0)`" } ?? "") | \(variable.purpose) |"
        }
        return """
            ## Variables that other programs know, too
            They keep their names and meaning. Where a flag says the same, the flag and its `NICOMPUTE_` variable win.

            | variable | flag | meaning |
            |---|---|---|
            \(rows.joined(separator: "\n"))
            | `BT_PW_…` | | the password of an encrypted key: `BT_PW_` and its path in capitals with `_` for `/` and `.` |

            ## Settings of each command
            """
    }
}
