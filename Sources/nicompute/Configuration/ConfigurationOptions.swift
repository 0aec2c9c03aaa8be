import ArgumentParser

/// Where a role's settings come from besides flags and environment.
struct ConfigurationOptions: ParsableArguments {
    // Read before the command line is parsed, see ``CommandLineSettings``; here for the help and the parser.
    @Option(help: "A YAML file of settings: flags' names without hyphens, and their values. See docs/configuration.md.")
    var config: String?
}
