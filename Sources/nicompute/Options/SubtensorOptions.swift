import ArgumentParser

/// Which subnet of which network a role belongs to.
struct SubtensorOptions: ParsableArguments {
    @Option(help: "The subnet.")
    var netuid: UInt16 = 27

    @OptionGroup var network: NetworkOptions
}
