import Foundation
import JSON
import Logging

/// Writes each event as one line, in words or as JSON.
struct LineLogHandler: LogHandler {
    /// What a line looks like.
    enum Form: Sendable {
        /// `2026-01-31T12:00:00.123Z info miner: rented allocation=…`; values with spaces stand in quotes.
        case text
        /// `{"level":"info","message":"rented","role":"miner","time":"…","allocation":"…"}`.
        case json
    }

    private let label: String
    private let form: Form
    private let sinks: [LogSink]
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(label: String, form: Form, sinks: [LogSink]) {
        self.label = label
        self.form = form
        self.sinks = sinks
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var facts = metadata
        if let provided = metadataProvider?.get() { facts.merge(provided) { $1 } }
        if let given = event.metadata { facts.merge(given) { $1 } }
        if let error = event.error { facts["error"] = "\(error)" }
        let line = Self.line(
            form, time: Date(), level: event.level, label: label, message: event.message.description, facts: facts)
        for sink in sinks { sink.write(line) }
    }

    /// The line, without its end; line breaks in what is said do not make more of it.
    static func line(
        _ form: Form, time: Date, level: Logger.Level, label: String, message: String, facts: Logger.Metadata
    ) -> String {
        let stamp = time.formatted(
            .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
        switch form {
        case .text:
            let pairs = facts.sorted { $0.key < $1.key }.map { " \($0.key)=\(quoted("\($0.value)"))" }
            return "\(stamp) \(level) \(label): \(escaped(message))\(pairs.joined())"
        case .json:
            var members = facts.mapValues { json($0) }
            members["time"] = .text(stamp)
            members["level"] = .text(level.rawValue)
            members["role"] = .text(label)
            members["message"] = .text(message)
            return JSONValue.object(members).serializedText
        }
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .text(text)
        case .stringConvertible(let value): .text(value.description)
        case .dictionary(let members): .object(members.mapValues { json($0) })
        case .array(let values): .list(values.map { json($0) })
        }
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.isEmpty || text.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == 0x7f }
        return needsQuotes ? JSONValue.text(text).serializedText : text
    }

    /// The text with its control characters spelt out: who sends one must not forge a line of the log.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        return String(JSONValue.text(text).serializedText.dropFirst().dropLast())
    }
}
