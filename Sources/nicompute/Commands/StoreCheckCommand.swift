internal import ArgumentParser
internal import Foundation
internal import Store

/// `nicompute store check`: says whether a database is whole and what is in it; exit code 1 when it is not sound.
struct StoreCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether the database is whole, and what is in it. It is only read.")

    @OptionGroup var options: StoreOptions

    @Flag(help: "Print the report as JSON.")
    var json = false

    func run() async throws {
        let path = try options.path()
        let report = try StoreMaintenance.check(path: path)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(text(report, path: path))
        }
        if !report.isSound { throw ExitCode.failure }
    }

    private func text(_ report: StoreReport, path: String) -> String {
        var lines = ["\(path): \(report.isSound ? "sound" : "NOT sound")"]
        lines += report.damages.map { "damage: \($0)" }
        lines += report.rentals.sorted { $0.key < $1.key }.map { "rentals \($0.key): \($0.value)" }
        lines += report.orphans.sorted { $0.key < $1.key }.map { "rows of \($0.key) without their parent: \($0.value)" }
        if report.legacyAllocations > 0 {
            lines.append("allocations of the Python program: \(report.legacyAllocations)")
        }
        if report.malformedAllocations > 0 {
            lines.append("allocation rows whose details are no JSON: \(report.malformedAllocations)")
        }
        if let unreadable = report.unreadableSecrets, unreadable > 0 {
            lines.append("rentals whose secrets the key file cannot open: \(unreadable); restore the right key file")
        }
        return lines.joined(separator: "\n")
    }
}
