import Market

/// The text of an `authorized_keys` file whose first two lines are the user's key and the terminal's.
struct AuthorizedKeys: Equatable {
    private(set) var lines: [String]

    /// The lines of `text`, ended by LF or CR LF; what the tenant added below the first two stays.
    init(_ text: String) {
        // As bytes: CR LF is one Character, which is no line feed.
        lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(Substring(line.last == 0x0D ? line.dropLast() : line))
        }
        while lines.last == "" { lines.removeLast() }
    }

    /// `key` is the line's only key; lines before it that did not exist are empty, which sshd passes over.
    mutating func put(_ key: SSHPublicKey, at line: ContainerAction.KeyLine) {
        while lines.count <= line.rawValue { lines.append("") }
        lines[line.rawValue] = key.line
    }

    /// The file's text.
    var text: String { lines.map { $0 + "\n" }.joined() }
}
