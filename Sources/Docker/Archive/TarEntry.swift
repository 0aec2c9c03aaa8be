/// One entry of a tar archive.
package struct TarEntry: Sendable, Equatable {
    package var path: String
    package var kind: Kind
    /// Permission bits.
    package var mode: Int
    package var owner: TarOwner
    /// Empty unless a file.
    package var contents: [UInt8]
    /// Where a link points; else empty.
    package var target: String

    /// What an entry is.
    package enum Kind: Character, Sendable {
        case file = "0"
        case symlink = "2"
        case directory = "5"
    }

    /// The entries of `archive`, in order; kinds other than files, directories and links are left out.
    ///
    /// Hostile bytes are safe: nothing is believed beyond the archive's own length.
    package static func read(_ archive: [UInt8]) throws(TarError) -> [TarEntry] {
        var entries: [TarEntry] = []
        var offset = 0
        while offset < archive.count {
            guard archive.count - offset >= TarBlock.size,
                let block = TarBlock(archive[offset..<offset + TarBlock.size])
            else { throw .truncated }
            if block.isZero { return entries }
            guard block.isSealed, let length = block.number(TarBlock.length), length >= 0,
                let mode = block.number(TarBlock.mode), let user = block.number(TarBlock.user),
                let group = block.number(TarBlock.group)
            else { throw .badHeader }
            let start = offset + TarBlock.size
            guard length <= archive.count - start else { throw .truncated }
            let type = block.text(TarBlock.type)
            let prefix = block.text(TarBlock.prefix)
            if let kind = type.isEmpty ? .file : type.first.flatMap(Kind.init(rawValue:)) {
                entries.append(
                    TarEntry(
                        path: (prefix.isEmpty ? "" : prefix + "/") + block.text(TarBlock.name), kind: kind,
                        mode: mode & 0o7777, owner: TarOwner(user: user, group: group),
                        contents: Array(archive[start..<start + length]), target: block.text(TarBlock.target)))
            }
            let padded = length + TarBlock.padding(after: length)
            // The last block may lack its padding.
            offset = min(start + padded, archive.count)
        }
        return entries
    }
}
