internal import Foundation
internal import Logging

/// Says of each hotkey once an hour why its runs do not count; whoever floods the project does not flood the log.
struct IgnoredRunLog: Sendable {
    private struct Entry: Hashable {
        let fault: RunFault
        let hotkey: String
    }

    /// Ignored runs of one answer that are looked at.
    static let mostRuns = 64
    private static let mostEntries = 1_024
    private static let pause = Duration.seconds(3_600)

    private var said: [Entry: Date] = [:]

    /// Whether `run` and `fault` are worth a line at `now`, which they have then had.
    mutating func isNews(_ run: Run, _ fault: RunFault, at now: Date) -> Bool {
        let entry = Entry(fault: fault, hotkey: Self.name(of: run))
        guard now.left(of: Self.pause, since: said[entry]) <= .zero else { return false }
        if said.count >= Self.mostEntries {
            said = said.filter { now.left(of: Self.pause, since: $0.value) > .zero }
        }
        guard said.count < Self.mostEntries else { return false }
        said[entry] = now
        return true
    }

    /// What the log calls the owner of `run`: an address, or what is left of something else.
    static func name(of run: Run) -> String {
        let name = (run.config.hotkey ?? "").unicodeScalars.prefix(64)
            .filter { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        return name.isEmpty ? "none" : String(String.UnicodeScalarView(name))
    }
}
