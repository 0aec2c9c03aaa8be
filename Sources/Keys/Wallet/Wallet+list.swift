internal import Foundation

extension Wallet {
    /// The wallets under a root in the order of their names, with their keys; empty if there is no such directory.
    ///
    /// A key file that is damaged is listed with its problem. Throws only if a directory cannot be read.
    package static func list(root: String = Wallet.defaultRoot) throws(FileError) -> [WalletSummary] {
        let root = expanded(root)
        var summaries: [WalletSummary] = []
        for name in try names(in: root) {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isDirectory),
                isDirectory.boolValue
            else { continue }
            summaries.append(try Wallet(name: name, root: root).summary())
        }
        return summaries
    }

    /// What is known of this wallet without any password.
    package func summary() throws(FileError) -> WalletSummary {
        var hotkeys: [WalletSummary.Key] = []
        let names = try Self.names(in: "\(root)/\(name)/hotkeys")
        for hotkey in names {
            // The public half of a hot key that is listed itself.
            if hotkey.hasSuffix("pub.txt"), names.contains(String(hotkey.dropLast(7))) { continue }
            if let key = describe(hotkey, path: hotkeyPath(hotkey), publicPath: hotkeyPublicPath(hotkey)) {
                hotkeys.append(key)
            }
        }
        return WalletSummary(
            name: name, path: "\(root)/\(name)",
            coldkey: describe("coldkey", path: coldkeyPath, publicPath: coldkeyPublicPath), hotkeys: hotkeys)
    }

    private func describe(_ name: String, path: String, publicPath: String) -> WalletSummary.Key? {
        let secret = Result { () throws(WalletError) in try content(of: path) }
        let open = Result { () throws(WalletError) in try content(of: publicPath) }
        let isEncrypted = (try? secret.get()).map(KeyFile.isEncrypted) ?? false
        let publicAccount = Result { () throws(WalletError) in try namedAccount(try open.get(), path: publicPath) }
        switch secret {
        case .failure(.missing):
            if case .failure(.missing) = open { return nil }
            return key(name, publicAccount, hasSecret: false, isEncrypted: false)
        case .failure(let error):
            return WalletSummary.Key(
                name: name, account: try? publicAccount.get(), hasSecret: true, isEncrypted: false,
                problem: error.description)
        case .success where isEncrypted:
            return key(name, publicAccount, hasSecret: true, isEncrypted: true)
        case .success(let bytes):
            return key(
                name, Result { () throws(WalletError) in try namedAccount(bytes, path: path) }, hasSecret: true,
                isEncrypted: false)
        }
    }

    private func key(
        _ name: String, _ account: Result<AccountID, WalletError>, hasSecret: Bool, isEncrypted: Bool
    ) -> WalletSummary.Key {
        let problem: String? =
            switch account {
            // An encrypted key without its public half is usual: older wallets write none.
            case .success, .failure(.missing): nil
            case .failure(let error): error.description
            }
        return WalletSummary.Key(
            name: name, account: try? account.get(), hasSecret: hasSecret, isEncrypted: isEncrypted, problem: problem)
    }

    private func namedAccount(_ bytes: [UInt8], path: String) throws(WalletError) -> AccountID {
        do {
            return try KeyFile.account(bytes)
        } catch {
            throw .key(path: path, error)
        }
    }

    /// The names in a directory, sorted, hidden ones left out; empty if there is no directory.
    private static func names(in directory: String) throws(FileError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory)
                .filter { !$0.hasPrefix(".") }.sorted()
        } catch CocoaError.fileReadNoSuchFile {
            return []
        } catch {
            throw .system(step: "list", path: directory, code: 5)
        }
    }
}
