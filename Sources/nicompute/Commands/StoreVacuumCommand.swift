internal import ArgumentParser
internal import Store

/// `nicompute store vacuum`: rebuilds a database without its free pages.
struct StoreVacuumCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vacuum", abstract: "Rebuild the database without the space that deleted rows left.")

    @OptionGroup var options: StoreOptions

    func run() async throws {
        let path = try options.path()
        try StoreMaintenance.vacuum(path: path)
        print("\(path) is compact")
    }
}
