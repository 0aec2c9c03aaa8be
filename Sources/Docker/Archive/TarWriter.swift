/// Writes a tar archive (POSIX.1-1988 "ustar") into memory.
///
/// Every entry says its owner, mode and time itself, so that two archives of the same entries are the same bytes.
package struct TarWriter: Sendable {
    private var bytes: [UInt8] = []

    /// An archive without entries.
    package init() {}

    /// The archive has a file `path` with these contents.
    package mutating func file(
        _ path: String, contents: [UInt8], mode: Int = 0o644, owner: TarOwner = .root, modified: Int64 = 0
    ) throws(TarError) {
        try header(path, type: .file, size: contents.count, mode: mode, owner: owner, modified: modified)
        bytes += contents
        bytes += [UInt8](repeating: 0, count: TarBlock.padding(after: contents.count))
    }

    /// The archive has a file `path` with `text` in UTF-8.
    package mutating func file(
        _ path: String, text: String, mode: Int = 0o644, owner: TarOwner = .root, modified: Int64 = 0
    ) throws(TarError) {
        try file(path, contents: Array(text.utf8), mode: mode, owner: owner, modified: modified)
    }

    /// The archive has a directory `path`.
    package mutating func directory(
        _ path: String, mode: Int = 0o755, owner: TarOwner = .root, modified: Int64 = 0
    ) throws(TarError) {
        let name = path.hasSuffix("/") ? path : path + "/"
        try header(name, type: .directory, size: 0, mode: mode, owner: owner, modified: modified)
    }

    /// The archive has a symbolic link `path` that points to `target`.
    package mutating func symlink(
        _ path: String, to target: String, owner: TarOwner = .root, modified: Int64 = 0
    ) throws(TarError) {
        try header(path, type: .symlink, size: 0, mode: 0o777, owner: owner, modified: modified, target: target)
    }

    /// The whole archive, with the two empty blocks at its end.
    package func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 2 * TarBlock.size) }

    private mutating func header(
        _ path: String, type: TarEntry.Kind, size: Int, mode: Int, owner: TarOwner, modified: Int64, target: String = ""
    ) throws(TarError) {
        guard !path.isEmpty, !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw .badPath(path)
        }
        var block = TarBlock()
        try block.put(path, TarBlock.name)
        try block.put(octal: mode & 0o7777, TarBlock.mode)
        try block.put(octal: owner.user, TarBlock.user)
        try block.put(octal: owner.group, TarBlock.group)
        try block.put(octal: size, TarBlock.length)
        try block.put(octal: Int(modified), TarBlock.modified)
        try block.put(String(type.rawValue), TarBlock.type)
        try block.put(target, TarBlock.target)
        try block.put("ustar", TarBlock.magic)
        try block.put("00", TarBlock.version)
        try block.seal()
        bytes += block.bytes
    }
}

/// The numbers of the user and group that own an entry.
package struct TarOwner: Sendable, Hashable {
    package var user: Int
    package var group: Int

    /// The owner with these numbers.
    package init(user: Int, group: Int) {
        self.user = user
        self.group = group
    }

    package static let root = TarOwner(user: 0, group: 0)
}

/// Why an archive cannot be written or read.
package enum TarError: Error, Sendable, Equatable {
    /// A path that is empty, absolute or climbs with `..`.
    case badPath(String)
    /// A text that is longer than its field (a path: 100 bytes).
    case tooLong(String)
    /// A number that its field cannot hold.
    case outOfRange(Int)
    /// The archive ends within an entry.
    case truncated
    /// A header whose sum or numbers are wrong.
    case badHeader
}
