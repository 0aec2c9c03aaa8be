import ArgumentParser
import Logging

/// Where a role's log goes besides standard error, and in which form.
struct LogFileOptions: ParsableArguments {
    @Option(
        name: [.customLong("logging.logging_dir"), .customLong("logging_logging_dir")],
        help: "Log to <directory>/<wallet>/<hotkey>/netuid<N>/<role>, too (default: standard error only).")
    var directory: String?

    @Flag(name: [.customLong("logging.json"), .customLong("logging_json")], help: "Log lines of JSON.")
    var json = false

    /// The logger of `role` at `level`: standard error, and the role's file when there is to be one.
    /// - Throws: `FileError` when the file cannot be made.
    func logger(
        _ role: String, level: Logger.Level, wallet: HotkeyOptions, netuid: UInt16
    ) throws -> Logger {
        let form: LineLogHandler.Form = json ? .json : .text
        var sinks = [LogSink.standardError]
        if let directory {
            sinks.append(
                try LogSink(
                    path: LogFile.path(
                        under: directory, wallet: wallet.name, hotkey: wallet.hotkey, netuid: netuid, role: role)))
        }
        var logger = Logger(label: role) { label in
            LineLogHandler(label: label, form: form, sinks: sinks)
        }
        logger.logLevel = level
        return logger
    }
}
