import Keys

/// Why a wallet command ended without doing its work; says what to do instead, and never carries a secret.
enum WalletCommandError: Error, Equatable, CustomStringConvertible {
    case noPassword(path: String)
    case emptyPassword
    case passwordsDiffer
    case cancelled
    case unreadable(path: String)
    case tooLong(path: String, limit: Int)
    case notText(path: String)
    case notHexadecimal(path: String)
    case publicHotkey

    var description: String {
        switch self {
        case .noPassword(let path):
            "no password for \(path): set \(Password.environmentName(path: path)), pass --password-file,"
                + " run on a terminal, or pass --no-password to leave the key unencrypted"
        case .emptyPassword: "the password is empty; pass --no-password to leave the key unencrypted"
        case .passwordsDiffer: "the two passwords differ; nothing was written"
        case .cancelled: "cancelled; nothing was written"
        case .unreadable(let path): "cannot read \(path)"
        case .tooLong(let path, let limit): "\(path) is longer than \(limit) bytes"
        case .notText(let path): "\(path) is not UTF-8 text"
        case .notHexadecimal(let path): "\(path) does not hold hexadecimal digits"
        case .publicHotkey: "--address needs --key coldkey: a hot key without its secret is of no use"
        }
    }
}
