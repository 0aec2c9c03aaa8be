import ArgumentParser
import Keys

/// Which of a wallet's two kinds of key a command is about.
enum KeyRole: String, ExpressibleByArgument, CaseIterable, Encodable {
    /// Owns the stake and the registration; belongs off the machine.
    case coldkey
    /// Signs what this machine says.
    case hotkey

    /// The file of the secret.
    func path(_ options: WalletOptions) -> String {
        switch self {
        case .coldkey: options.wallet.coldkeyPath
        case .hotkey: options.wallet.hotkeyPath(options.hotkey)
        }
    }

    /// The key with its phrase or seed; asks for a password only if the file is encrypted.
    func stored(_ options: WalletOptions, password: PasswordOptions) throws -> StoredKey {
        let path = path(options)
        let passwords = { try password.existing(path: path) }
        return switch self {
        case .coldkey: try options.wallet.storedColdkey(passwords: passwords)
        case .hotkey: try options.wallet.storedHotkey(options.hotkey, passwords: passwords)
        }
    }

    /// Saves the key under the wallet's name.
    func save(_ key: StoredKey, _ options: WalletOptions, password: Password?, overwrite: Bool) throws {
        switch self {
        case .coldkey:
            try options.wallet.writeColdkey(key, password: password, overwrite: overwrite)
        case .hotkey:
            try options.wallet.writeHotkey(key, name: options.hotkey, password: password, overwrite: overwrite)
        }
    }
}
