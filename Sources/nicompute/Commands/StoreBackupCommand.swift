internal import ArgumentParser
internal import Store

/// `nicompute store backup FILE`: copies a database as of one moment, while the node runs.
struct StoreBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database as of one moment into a new file.",
        discussion: "The secrets in it are sealed: keep a copy of the key file (the database's name with .key), too.")

    @OptionGroup var options: StoreOptions

    @Argument(help: "The file to make; it must not exist.")
    var file: String

    func run() async throws {
        let path = try options.path()
        try StoreMaintenance.backup(path: path, to: file)
        print("\(file) is a copy of \(path); its secrets open with \(path).key")
    }
}
