import Synchronization

/// The end of a build's output, at most 64 KiB of it, readable while the build goes on.
final class BuildLog: Sendable {
    private static let limit = 64 * 1024
    private let bytes = Mutex<[UInt8]>([])

    /// `text` follows what is there.
    func append(_ text: String) {
        bytes.withLock { bytes in
            bytes += text.utf8
            if bytes.count > 2 * Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
        }
    }

    /// The last lines, at most `count` of them and 64 KiB; control characters but tabs are left out.
    func lastLines(_ count: Int = 40) -> String {
        let text = bytes.withLock { String(decoding: $0.suffix(Self.limit), as: UTF8.self) }
        return Self.lastLines(of: text, count)
    }

    /// The last `count` lines of `text` that are not empty, without control characters but tabs.
    static func lastLines(of text: String, _ count: Int) -> String {
        let lines = text.split(whereSeparator: \.isNewline).suffix(count)
        return lines.map { line in
            let kept = line.unicodeScalars.filter { $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F }
            return String(String.UnicodeScalarView(kept))
        }.joined(separator: "\n")
    }
}
