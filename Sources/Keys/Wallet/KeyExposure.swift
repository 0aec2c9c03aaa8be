internal import Glibc

/// What others may do with a key's file, or with a directory above it.
package struct KeyExposure: Sendable, Equatable {
    /// How far it goes.
    package enum Kind: Sendable, Equatable {
        /// Others may read the key.
        case readable
        /// Others may put another key there.
        case writable
        /// It belongs to another user, who may do both.
        case foreign
    }

    package let kind: Kind
    package let path: String
    /// The command that mends it.
    package let remedy: String

    /// Whether the key may not be ours any more.
    package var isReplaceable: Bool { kind != .readable }

    /// The worst that there is about `file` and `directories`; nil when only `user` and root come to it, or there is no
    /// such file. Root may use the files of others: it need not ask for them.
    ///
    /// A group that may write a directory does not count: on some systems each user has a group of his own, and all that
    /// he makes is writable to it.
    static func of(file: String, directories: [String], user: UInt32 = geteuid()) -> KeyExposure? {
        var found: KeyExposure?
        for path in directories + [file] {
            guard let status = status(path) else { continue }
            let isFile = status.st_mode & S_IFMT == S_IFREG
            // Anything else in the file's place is refused by who reads it.
            guard isFile == (path == file), isFile || status.st_mode & S_IFMT == S_IFDIR else { continue }
            if user != 0, status.st_uid != user, status.st_uid != 0 {
                return KeyExposure(kind: .foreign, path: path, remedy: "sudo chown \"$USER\" \(path)")
            }
            let others = status.st_mode & (isFile ? 0o022 : 0o002)
            if others != 0, isFile || status.st_mode & S_ISVTX == 0 {
                return KeyExposure(
                    kind: .writable, path: path, remedy: isFile ? "chmod 600 \(path)" : "chmod o-w \(path)")
            }
            if isFile, status.st_mode & 0o044 != 0 {
                found = KeyExposure(kind: .readable, path: path, remedy: "chmod 600 \(path)")
            }
        }
        return found
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }
}

extension Wallet {
    /// What others may do with a hot key; nil when nobody else comes to it, or there is none.
    package func hotkeyExposure(_ hotkey: String = "default") -> KeyExposure? {
        KeyExposure.of(
            file: hotkeyPath(hotkey), directories: [root, "\(root)/\(name)", "\(root)/\(name)/hotkeys"])
    }
}
