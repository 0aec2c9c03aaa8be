internal import Foundation

extension Wallet {
    /// The cold key's account, from `coldkeypub.txt`; needs no password.
    package func coldkeyPublic() throws(WalletError) -> AccountID {
        try checkNames()
        return try account(at: coldkeyPublicPath)
    }

    /// A hot key's account, without a password: from its own file if that is plain, else from the file beside it.
    package func hotkeyPublic(_ hotkey: String = "default") throws(WalletError) -> AccountID {
        try checkNames(hotkey)
        let bytes = try content(of: hotkeyPath(hotkey))
        if KeyFile.isEncrypted(bytes) { return try account(at: hotkeyPublicPath(hotkey)) }
        return try account(bytes, path: hotkeyPath(hotkey))
    }

    /// A hot key; `password` is asked only if the file is encrypted, and its nil is "there is none".
    package func hotkey(
        _ hotkey: String = "default", password: () throws -> Password?
    ) throws(WalletError) -> Keypair {
        try storedHotkey(hotkey) { try [password()].compactMap { $0 } }.keypair
    }

    /// A hot key; the password of an encrypted file is read from its `BT_PW_` variable.
    package func hotkey(
        _ hotkey: String = "default", environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(WalletError) -> Keypair {
        try storedHotkey(hotkey) { Password.candidates(path: hotkeyPath(hotkey), environment: environment) }.keypair
    }

    /// The cold key; `password` is asked only if the file is encrypted, and its nil is "there is none".
    package func coldkey(password: () throws -> Password?) throws(WalletError) -> Keypair {
        try storedColdkey { try [password()].compactMap { $0 } }.keypair
    }

    /// The cold key; the password of an encrypted file is read from its `BT_PW_` variable.
    package func coldkey(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(WalletError) -> Keypair {
        try storedColdkey { Password.candidates(path: coldkeyPath, environment: environment) }.keypair
    }

    /// A hot key with its phrase or seed, for an export; the passwords are tried in order.
    package func storedHotkey(
        _ hotkey: String = "default", passwords: () throws -> [Password]
    ) throws(WalletError) -> StoredKey {
        try checkNames(hotkey)
        return try key(at: hotkeyPath(hotkey), passwords: passwords)
    }

    /// The cold key with its phrase or seed, for an export; the passwords are tried in order.
    package func storedColdkey(passwords: () throws -> [Password]) throws(WalletError) -> StoredKey {
        try checkNames()
        return try key(at: coldkeyPath, passwords: passwords)
    }

    private func key(at path: String, passwords: () throws -> [Password]) throws(WalletError) -> StoredKey {
        let bytes = try content(of: path)
        // A plain file needs none, and for the old encryptions none helps.
        guard EncryptedKeyFile.format(of: bytes) == .nacl else { return try decode(bytes, nil, path: path) }
        var candidates: ArraySlice<Password>
        do {
            candidates = try passwords()[...]
        } catch {
            throw .password(path: path, reason: String(describing: error))
        }
        while candidates.count > 1, let candidate = candidates.popFirst() {
            do {
                return try decode(bytes, candidate, path: path)
            } catch .key(_, .wrongPassword) {
                continue
            }
        }
        return try decode(bytes, candidates.first, path: path)
    }

    private func decode(_ bytes: [UInt8], _ password: Password?, path: String) throws(WalletError) -> StoredKey {
        do {
            return try KeyFile.decode(bytes, password: password, cost: cost)
        } catch {
            throw .key(path: path, error)
        }
    }

    private func account(at path: String) throws(WalletError) -> AccountID {
        try account(try content(of: path), path: path)
    }

    private func account(_ bytes: [UInt8], path: String) throws(WalletError) -> AccountID {
        do {
            return try KeyFile.account(bytes)
        } catch {
            throw .key(path: path, error)
        }
    }

    func content(of path: String) throws(WalletError) -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(path, limit: KeyFile.sizeLimit)
        } catch {
            throw .file(error)
        }
        guard let bytes else { throw .missing(path: path) }
        return bytes
    }
}
