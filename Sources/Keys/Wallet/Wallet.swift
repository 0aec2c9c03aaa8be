internal import Foundation

/// A wallet on disk, in the layout of the Python SDK: `<root>/<name>/coldkey`, `coldkeypub.txt`, `hotkeys/<hotkey>`.
package struct Wallet: Sendable, Hashable {
    /// Where the SDK keeps wallets; the tilde stands for the user's home.
    package static let defaultRoot = "~/.bittensor/wallets"

    /// The directory's name under `root`.
    package let name: String
    /// The directory of all wallets, absolute unless it was given as a relative path.
    package let root: String
    /// The work of a password check; tests take less.
    var cost = EncryptedKeyFile.Cost.standard

    /// Names a wallet; nothing is read or made. A leading `~` of the root becomes the home directory.
    package init(name: String = "default", root: String = Wallet.defaultRoot) {
        self.name = name
        self.root = Self.expanded(root)
    }

    /// The file of the cold key.
    package var coldkeyPath: String { "\(root)/\(name)/coldkey" }
    /// The file that names the cold key's account.
    package var coldkeyPublicPath: String { "\(root)/\(name)/coldkeypub.txt" }
    /// The file of a hot key.
    package func hotkeyPath(_ hotkey: String = "default") -> String { "\(root)/\(name)/hotkeys/\(hotkey)" }
    /// The file that names a hot key's account, written beside an encrypted one.
    package func hotkeyPublicPath(_ hotkey: String = "default") -> String { "\(hotkeyPath(hotkey))pub.txt" }

    /// The path with the home directory for a leading `~`, and without a slash at the end.
    package static func expanded(_ path: String) -> String {
        var path = path
        if path == "~" || path.hasPrefix("~/") {
            path = (ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()) + path.dropFirst()
        }
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    func checkNames(_ hotkey: String = "default") throws(WalletError) {
        for name in [name, hotkey] where name.isEmpty || name == "." || name == ".." || name.contains("/") {
            throw .name(name)
        }
    }
}
