import ArgumentParser
import Logging

/// How much a role says.
struct LoggingOptions: ParsableArguments {
    @Flag(name: [.customLong("logging.debug"), .customLong("logging_debug")], help: "Log more.")
    var debug = false

    @Flag(name: [.customLong("logging.trace"), .customLong("logging_trace")], help: "Log everything.")
    var trace = false

    @Flag(name: [.customLong("logging.info"), .customLong("logging_info")], help: "Log what happens (the default).")
    var info = false

    /// The logger of `role`: one line per event on standard error.
    func logger(_ role: String) -> Logger {
        var logger = Logger(label: role, factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        return logger
    }

    /// The level that the flags choose.
    var level: Logger.Level { trace ? .trace : debug ? .debug : .info }
}
