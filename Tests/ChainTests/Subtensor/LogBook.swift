import Logging
import Synchronization

/// Remembers the messages that were logged.
final class LogBook: Sendable {
    private let entries = Mutex<[String]>([])
    private let onMessage: @Sendable (String) -> Void

    /// `onMessage` runs at each message.
    init(onMessage: @escaping @Sendable (String) -> Void = { _ in }) { self.onMessage = onMessage }

    var messages: [String] { entries.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(book: self) } }

    private func add(_ message: String) {
        entries.withLock { $0.append(message) }
        onMessage(message)
    }

    private struct Handler: LogHandler {
        let book: LogBook
        var logLevel = Logger.Level.info
        var metadata = Logger.Metadata()

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { book.add("\(event.message)") }
    }
}
