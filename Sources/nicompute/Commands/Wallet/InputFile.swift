import Foundation

/// Files that a command is given to read: followed wherever they lead, pipes included, `-` for standard input.
enum InputFile {
    /// All bytes, if there are not more than `limit`.
    static func read(_ path: String, limit: Int) throws(WalletCommandError) -> [UInt8] {
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else if let opened = FileHandle(forReadingAtPath: path) {
            handle = opened
        } else {
            throw .unreadable(path: path)
        }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let chunk: Data?
            do {
                chunk = try handle.read(upToCount: min(limit + 1 - bytes.count, 1 << 20))
            } catch {
                throw .unreadable(path: path)
            }
            guard let chunk, !chunk.isEmpty else { return bytes }
            bytes += chunk
        }
        throw .tooLong(path: path, limit: limit)
    }

    /// The text of a file without white space around it; for secrets, which are short.
    static func text(_ path: String) throws(WalletCommandError) -> String {
        let bytes = try read(path, limit: 64 << 10)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(path: path) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
