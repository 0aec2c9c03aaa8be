import Foundation
import TestSupport
import Testing

@testable import Keys

struct WalletTests {
    private let directory: TemporaryDirectory
    private let wallet: Wallet

    init() throws {
        directory = try TemporaryDirectory()
        wallet = Wallet(name: "w", root: directory.path + "/wallets/")
    }

    @Test("A wallet without passwords is written privately and read back")
    func plain() throws {
        let coldkey = try StoredKey(mnemonic: .generate())
        let hotkey = try StoredKey(seed: SecureRandom.bytes(32))
        try wallet.writeColdkey(coldkey, password: nil)
        try wallet.writeHotkey(hotkey)
        #expect(try wallet.coldkeyPublic() == coldkey.keypair.account)
        #expect(try wallet.coldkey(environment: [:]).account == coldkey.keypair.account)
        #expect(try wallet.hotkey().account == hotkey.keypair.account)
        #expect(try wallet.hotkeyPublic() == hotkey.keypair.account)
        for file in ["coldkey", "coldkeypub.txt", "hotkeys/default"] {
            #expect(try directory.mode("wallets/w/\(file)") == 0o600)
        }
        for folder in ["wallets", "wallets/w", "wallets/w/hotkeys"] { #expect(try directory.mode(folder) == 0o700) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: directory.path + "/wallets/w/hotkeys") == ["default"])
    }

    @Test("A plain key asks for no password")
    func noQuestion() throws {
        try wallet.writeHotkey(StoredKey(.generate()))
        _ = try wallet.hotkey(password: {
            Issue.record("asked")
            return nil
        })
    }

    @Test("An encrypted key is read with the password that is given, from the variable, or not at all")
    func encrypted() throws {
        var wallet = wallet
        wallet.cost = EncryptedKeyFile.Cost(passes: 3, memory: 8192)
        let key = try StoredKey(mnemonic: .generate())
        try wallet.writeHotkey(key, name: "h", password: Password("secret"))
        let path = wallet.hotkeyPath("h")
        #expect(try wallet.hotkey("h", password: { Password("secret") }).account == key.keypair.account)
        let variable = Password.environmentName(path: path)
        #expect(try wallet.hotkey("h", environment: [variable: "secret"]).account == key.keypair.account)
        // Four letters are base 64, too: the form of the SDK is tried first, and then the text itself.
        try wallet.writeHotkey(key, name: "h", password: Password("abcd"), overwrite: true)
        #expect(try wallet.hotkey("h", environment: [variable: "abcd"]).account == key.keypair.account)
        #expect(throws: WalletError.key(path: path, .wrongPassword)) {
            try wallet.hotkey("h", environment: [variable: "efgh"])
        }
        #expect(throws: WalletError.key(path: path, .passwordNeeded)) { try wallet.hotkey("h", environment: [:]) }
        #expect(throws: WalletError.key(path: path, .passwordNeeded)) { try wallet.hotkey("h", password: { nil }) }
        #expect(throws: WalletError.password(path: path, reason: "phraseChecksum")) {
            try wallet.hotkey("h", password: { throw Unreadable.phraseChecksum })
        }
        #expect(try wallet.hotkeyPublic("h") == key.keypair.account)
        let summary = try wallet.summary()
        #expect(
            summary.hotkeys == [
                WalletSummary.Key(
                    name: "h", account: key.keypair.account, hasSecret: true, isEncrypted: true, problem: nil)
            ])
    }

    private enum Unreadable: Error {
        case phraseChecksum
    }

    @Test("A key that is there is replaced only on request")
    func overwrite() throws {
        let first = StoredKey(.generate())
        let second = StoredKey(.generate())
        try wallet.writeColdkey(first, password: nil)
        #expect(throws: WalletError.exists(path: wallet.coldkeyPath)) {
            try wallet.writeColdkey(second, password: nil)
        }
        #expect(try wallet.coldkeyPublic() == first.keypair.account)
        try wallet.writeColdkey(second, password: nil, overwrite: true)
        #expect(try wallet.coldkeyPublic() == second.keypair.account)
        #expect(try wallet.coldkey(environment: [:]).account == second.keypair.account)
    }

    @Test("A missing key is an error that names its path and what to do")
    func missing() throws {
        let error = #expect(throws: WalletError.self) { try wallet.hotkey("none") }
        #expect(error == .missing(path: "\(directory.path)/wallets/w/hotkeys/none"))
        #expect(error?.description.contains("nicompute wallet create") == true)
        #expect(throws: WalletError.missing(path: wallet.coldkeyPublicPath)) { try wallet.coldkeyPublic() }
    }

    @Test("Names that lead elsewhere are refused", arguments: ["", ".", "..", "a/b", "../../etc/passwd"])
    func names(name: String) throws {
        #expect(throws: WalletError.name(name)) { try wallet.hotkey(name) }
        #expect(throws: WalletError.name(name)) { try Wallet(name: name, root: directory.path).coldkeyPublic() }
        #expect(throws: WalletError.name(name)) { try wallet.writeHotkey(StoredKey(.generate()), name: name) }
    }

    @Test("A symbolic link in the place of a key is refused")
    func link() throws {
        try wallet.writeHotkey(StoredKey(.generate()))
        let path = wallet.hotkeyPath("linked")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: wallet.hotkeyPath())
        #expect(throws: WalletError.file(.symbolicLink(path: path))) { try wallet.hotkey("linked") }
    }

    @Test("The list has every wallet with its keys, damaged ones too")
    func list() throws {
        let root = directory.path + "/wallets"
        #expect(try Wallet.list(root: root) == [])
        let coldkey = StoredKey(.generate())
        let hotkey = StoredKey(.generate())
        try wallet.writeColdkey(coldkey, password: nil)
        try wallet.writeHotkey(hotkey, name: "b")
        try wallet.writeHotkey(hotkey, name: "a")
        try wallet.writeHotkey(hotkey, name: "damaged")
        try directory.write(Array("{".utf8), "wallets/w/hotkeys/damaged")
        try directory.write(KeyFile.encode(account: hotkey.keypair.account), "wallets/w/hotkeys/apub.txt")
        try Wallet(name: "v", root: root).writeHotkey(hotkey)
        try directory.write([1], "wallets/file")
        let list = try Wallet.list(root: root)
        #expect(list.map(\.name) == ["v", "w"])
        #expect(list[0].coldkey == nil)
        #expect(list[1].coldkey?.account == coldkey.keypair.account)
        #expect(list[1].hotkeys.map(\.name) == ["a", "b", "damaged"])
        #expect(list[1].hotkeys.map(\.account) == [hotkey.keypair.account, hotkey.keypair.account, nil])
        #expect(list[1].hotkeys[2].problem?.contains("damaged") == true)
    }

    @Test("A watch-only wallet has its account without a secret")
    func watchOnly() throws {
        let account = Keypair.generate().account
        try PrivateFile.write(KeyFile.encode(account: account), to: wallet.coldkeyPublicPath)
        #expect(try wallet.coldkeyPublic() == account)
        #expect(throws: WalletError.missing(path: wallet.coldkeyPath)) { try wallet.coldkey(environment: [:]) }
        let summary = try wallet.summary()
        #expect(summary.coldkey?.account == account)
        #expect(summary.coldkey?.hasSecret == false)
        #expect(throws: WalletError.exists(path: wallet.coldkeyPublicPath)) {
            try wallet.writeColdkey(StoredKey(.generate()), password: nil)
        }
        #expect(try wallet.coldkeyPublic() == account)
        #expect(throws: WalletError.exists(path: wallet.coldkeyPublicPath)) { try wallet.writeColdkeyPublic(account) }
        try wallet.writeColdkeyPublic(account, overwrite: true)
    }

    @Test("A watch-only wallet takes the secret of its own account")
    func completed() throws {
        let key = StoredKey(.generate())
        try wallet.writeColdkeyPublic(key.keypair.account)
        try wallet.writeColdkey(key, password: nil)
        #expect(try wallet.coldkey(environment: [:]).account == key.keypair.account)
    }

    @Test("A tilde is the home directory")
    func tilde() {
        let home = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
        #expect(Wallet().root == "\(home)/.bittensor/wallets")
        #expect(Wallet(root: "/a/~/").root == "/a/~")
        #expect(Wallet.expanded("~") == home)
        #expect(Wallet.expanded("/") == "/")
    }
}
