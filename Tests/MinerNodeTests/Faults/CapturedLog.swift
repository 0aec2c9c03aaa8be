import Logging
import Synchronization

/// Everything that loggers of it were told, at every level.
final class CapturedLog: Sendable {
    private let lines = Mutex<[String]>([])

    /// A logger whose messages end here.
    var logger: Logger { Logger(label: "captured", factory: { _ in Handler(log: self) }) }

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        init(log: CapturedLog) { self.log = log }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let facts = metadata.merging(event.metadata ?? [:]) { $1 }
            log.lines.withLock { $0.append("\(event.level) \(event.message) \(facts)") }
        }
    }
}
