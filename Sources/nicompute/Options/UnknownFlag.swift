import ArgumentParser
import Chain
import Foundation

/// Names the flag that somebody may have meant, where the parser itself names none: it goes by a few letters only.
enum UnknownFlag {
    /// The line to print above what the parser says about `arguments`; nil when they are not about an unknown flag.
    static func hint(for arguments: [String]) -> String? {
        let message = refusal(of: arguments)
        guard !message.contains("Did you mean"), let flag = flag(in: message) else { return nil }
        // The flags of the subcommand that was meant are in its help.
        let help = help(for: arguments.prefix { !$0.hasPrefix("-") })
        return nearest(to: flag, in: help).map { "Did you mean '\($0)'?" }
    }

    /// What the parser says against `arguments`; nothing when it takes them.
    private static func refusal(of arguments: [String]) -> String {
        do {
            _ = try Nicompute.parseAsRoot(arguments)
            return ""
        } catch {
            return Nicompute.message(for: error)
        }
    }

    /// The help of the command that `words` name.
    private static func help(for words: some Sequence<String>) -> String {
        do {
            // What is parsed is a command that prints the help, by throwing it.
            var command = try Nicompute.parseAsRoot(words + ["--help"])
            try command.run()
            return ""
        } catch {
            return Nicompute.fullMessage(for: error)
        }
    }

    /// The flag in "Unknown option '--flag'".
    private static func flag(in message: String) -> String? {
        guard let start = message.firstRange(of: "Unknown option '") else { return nil }
        let flag = message[start.upperBound...].prefix { $0 != "'" }
        return flag.hasPrefix("--") ? String(flag) : nil
    }

    /// The flag of `help` that is most like `flag`: by its letters, else by how it begins.
    static func nearest(to flag: String, in help: String) -> String? {
        let known = Set(
            help.split { $0.isWhitespace || "[](),='`/<>".contains($0) }.filter { $0.hasPrefix("--") && $0.count > 2 }
                .map(String.init)
        ).sorted()
        if let alike = NearestNames.of(flag, in: known, count: 1).first { return alike }
        let longest = known.map { (name: $0, common: $0.commonPrefix(with: flag).count) }.max { $0.common < $1.common }
        // Two hyphens and three letters say something.
        return longest.flatMap { $0.common >= 5 ? $0.name : nil }
    }
}
