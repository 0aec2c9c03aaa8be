/// Why a wallet did not give or take a key; the description names the file and what to do.
package enum WalletError: Error, Equatable, CustomStringConvertible {
    /// There is no such file.
    case missing(path: String)
    /// The file is there, and was not to be replaced.
    case exists(path: String)
    /// A wallet's or hotkey's name is empty, or would name a file elsewhere.
    case name(String)
    /// The content is not usable.
    case key(path: String, KeyFileError)
    /// The file was not read or written.
    case file(FileError)
    /// Others may put another key there.
    case exposed(KeyExposure)
    /// The source of the password failed.
    case password(path: String, reason: String)

    package var description: String {
        switch self {
        case .missing(let path):
            "there is no key at \(path); create it with `nicompute wallet create`, or check the wallet's name and path"
        case .exists(let path): "\(path) exists already; choose another name, or pass --overwrite to lose that key"
        case .name(let name): "\"\(name)\" is no name for a wallet or hotkey; use letters, digits, - and _"
        case .key(let path, .passwordNeeded):
            "\(path): the key is encrypted; set \(Password.environmentName(path: path)), pass --password-file,"
                + " or run on a terminal"
        case .key(let path, let error): "\(path): \(error)"
        case .file(let error): error.description
        case .exposed(let exposure) where exposure.kind == .foreign:
            "\(exposure.path) belongs to another user, who may put another key there: \(exposure.remedy)"
        case .exposed(let exposure):
            "other users may write \(exposure.path), and so put another key there: \(exposure.remedy)"
        case .password(let path, let reason): "no password for \(path): \(reason)"
        }
    }
}
