import Foundation

/// Reads API keys from a file: one in a line, a name and `:` before it where wanted, comments after `#`.
package enum HubKeyFile {
    /// Bytes of a file, at most.
    private static let limit = 1 << 20

    /// The keys in the file at `path`, in its order.
    /// - Throws: ``HubProblem``; no key is in its text.
    package static func read(path: String) throws(HubProblem) -> [HubKey] {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .keyFile(path: path, reason: "it cannot be read")
        }
        guard data.count <= limit, let text = String(data: data, encoding: .utf8) else {
            throw .keyFile(path: path, reason: "it is no text, or has more than 1 MiB")
        }
        let keys = try keys(in: text)
        guard !keys.isEmpty else { throw .keyFile(path: path, reason: "there is no key in it") }
        return keys
    }

    /// The keys in `text`; one without a name is called after its line.
    static func keys(in text: String) throws(HubProblem) -> [HubKey] {
        var keys: [HubKey] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            let entry = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            guard !entry.isEmpty else { continue }
            let parts = entry.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.count > 1 ? parts[0].trimmingCharacters(in: .whitespaces) : ""
            let key = (parts.last.map(String.init) ?? "").trimmingCharacters(in: .whitespaces)
            keys.append(try HubKey(name: name.isEmpty ? "line-\(number + 1)" : name, key: key))
        }
        return keys
    }
}
