import ArgumentParser

/// Which subnet a role belongs to.
struct SubnetOptions: ParsableArguments {
    @Option(help: "The subnet.")
    var netuid: UInt16 = 27
}
