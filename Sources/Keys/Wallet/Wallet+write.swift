extension Wallet {
    /// Saves the cold key, mode 0600, encrypted if there is a password, and `coldkeypub.txt` beside it.
    ///
    /// Without `overwrite` neither another secret nor another account's `coldkeypub.txt` is lost.
    package func writeColdkey(
        _ key: StoredKey, password: Password?, overwrite: Bool = false
    ) throws(WalletError) {
        try checkNames()
        if !overwrite, !exists(coldkeyPath) { try checkFree(coldkeyPublicPath, except: key.keypair.account) }
        try save(try encoded(key, password, path: coldkeyPath), at: coldkeyPath, overwrite: overwrite)
        // The pair must agree, so that a leftover public file is replaced.
        try save(KeyFile.encode(account: key.keypair.account), at: coldkeyPublicPath, overwrite: true)
    }

    /// Saves only the cold key's account, for a machine that must not hold the secret.
    package func writeColdkeyPublic(_ account: AccountID, overwrite: Bool = false) throws(WalletError) {
        try checkNames()
        try save(KeyFile.encode(account: account), at: coldkeyPublicPath, overwrite: overwrite)
    }

    /// Saves a hot key, mode 0600, encrypted if there is a password.
    ///
    /// Beside an encrypted one its account goes into `<hotkey>pub.txt`; beside a plain one such a file would only go
    /// stale, and older tools list it as a hot key, so that it is not written unless it is there.
    package func writeHotkey(
        _ key: StoredKey, name hotkey: String = "default", password: Password? = nil, overwrite: Bool = false
    ) throws(WalletError) {
        try checkNames(hotkey)
        let path = hotkeyPath(hotkey)
        try save(try encoded(key, password, path: path), at: path, overwrite: overwrite)
        let publicPath = hotkeyPublicPath(hotkey)
        if password != nil || exists(publicPath) {
            try save(KeyFile.encode(account: key.keypair.account), at: publicPath, overwrite: true)
        }
    }

    private func checkFree(_ path: String, except account: AccountID) throws(WalletError) {
        do {
            let named = try KeyFile.account(try content(of: path))
            if named == account { return }
        } catch WalletError.missing {
            return
        } catch {
            // What is not readable is not ours to replace, either.
        }
        throw .exists(path: path)
    }

    private func exists(_ path: String) -> Bool {
        do {
            _ = try content(of: path)
            return true
        } catch {
            return false
        }
    }

    private func encoded(_ key: StoredKey, _ password: Password?, path: String) throws(WalletError) -> [UInt8] {
        do {
            return try KeyFile.encode(key, password: password, cost: cost)
        } catch {
            throw .key(path: path, error)
        }
    }

    private func save(_ bytes: [UInt8], at path: String, overwrite: Bool) throws(WalletError) {
        do {
            try PrivateFile.write(bytes, to: path, overwrite: overwrite)
        } catch .exists {
            throw .exists(path: path)
        } catch {
            throw .file(error)
        }
    }
}
