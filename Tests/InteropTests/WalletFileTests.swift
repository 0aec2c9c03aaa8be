import Foundation
import Keys
import TestSupport
import Testing

/// Wallet files between us and the SDKs: 3.0.4 (with bittensor 9.0.0) and 11.3.0.
///
/// An SDK that is not there (NI_TEST_VENV_BT9 and NI_TEST_VENV_BT11, which `make test` sets) is left out, and without
/// any the suite is skipped: they take minutes to install.
// One after the other: a password check takes 512 MiB.
@Suite(
    "Wallet files", .serialized,
    .enabled(if: !PeerEnvironment.sdks.isEmpty, "needs NI_TEST_VENV_BT9 or NI_TEST_VENV_BT11"))
struct WalletFileTests {
    /// What `wallet_peer.py` says about a wallet.
    struct Facts: Decodable, Sendable {
        let coldkey: String
        let coldkeypub: String
        let hotkey: String
        let coldkeyEncrypted: Bool
        let hotkeyEncrypted: Bool
        let coldkeySignature: String
        let hotkeySignature: String
        /// For which keys the signature that it was given is valid; nil without one.
        let validForColdkey: Bool?
        let validForHotkey: Bool?

        enum CodingKeys: String, CodingKey {
            case coldkey
            case coldkeypub
            case hotkey
            case coldkeyEncrypted = "coldkey_encrypted"
            case hotkeyEncrypted = "hotkey_encrypted"
            case coldkeySignature = "coldkey_signature"
            case hotkeySignature = "hotkey_signature"
            case validForColdkey = "valid_for_coldkey"
            case validForHotkey = "valid_for_hotkey"
        }
    }

    struct Checked: Decodable, Sendable {
        let valid: Bool
    }

    /// The phrase of the development accounts.
    static let coldPhrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
    static let message = "a message, grüße"
    static let password = "a pass word ü"

    /// How the two keys are kept.
    enum Protection: String, CaseIterable {
        case plain
        case encrypted
    }

    static func check(_ sdk: PeerEnvironment.SDK, _ account: AccountID, _ signature: Signature) async throws -> Bool {
        let arguments = ["check", "--address", account.ss58, "--signature", signature.hex, "--message", message]
        let answers = try await PythonPeer.answers(sdk.python, "wallet_peer.py", arguments, as: Checked.self)
        return answers.first?.valid == true
    }

    /// The command line about a wallet below `root`.
    static func arguments(_ verb: String, root: String, _ protection: Protection) -> [String] {
        var arguments = [verb, "--root", root, "--name", "w", "--hotkey", "h", "--message", message]
        if protection != .plain { arguments += ["--password", password] }
        return arguments
    }

    @Test("It reads what we write, and its signatures verify", arguments: PeerEnvironment.sdks, Protection.allCases)
    func itReadsOurs(_ sdk: PeerEnvironment.SDK, _ protection: Protection) async throws {
        let directory = try TemporaryDirectory()
        let wallet = Wallet(name: "w", root: directory.path)
        let cold = try StoredKey(mnemonic: Mnemonic(phrase: Self.coldPhrase))
        let hot = StoredKey(try Keypair(secretURI: "//Alice"))
        try wallet.writeColdkey(cold, password: protection == .plain ? nil : Password(Self.password))
        try wallet.writeHotkey(hot, name: "h", password: protection == .encrypted ? Password(Self.password) : nil)
        let ours = cold.keypair.sign(Array(Self.message.utf8))
        let arguments = Self.arguments("read", root: directory.path, protection) + ["--signature", ours.hex]
        let answers = try await PythonPeer.answers(sdk.python, "wallet_peer.py", arguments, as: Facts.self)
        let facts = try #require(answers.first)
        let (coldAccount, hotAccount) = (cold.keypair.account, hot.keypair.account)
        #expect(facts.coldkey == coldAccount.ss58)
        #expect(facts.coldkeypub == coldAccount.ss58)
        #expect(facts.hotkey == hotAccount.ss58)
        #expect(facts.coldkeyEncrypted == (protection != .plain))
        #expect(facts.hotkeyEncrypted == (protection == .encrypted))
        try Self.verify(facts, cold: coldAccount, hot: hotAccount)
        #expect(facts.validForColdkey == true)
        #expect(facts.validForHotkey == false)
    }

    @Test(
        "We read what it writes, and the signatures verify both ways", arguments: PeerEnvironment.sdks,
        Protection.allCases)
    func weReadIts(_ sdk: PeerEnvironment.SDK, _ protection: Protection) async throws {
        let directory = try TemporaryDirectory()
        var arguments = Self.arguments("write", root: directory.path, protection)
        arguments += ["--uri-or-mnemonic", Self.coldPhrase, "--hotkey-secret", "//Alice//hard/soft"]
        if protection == .encrypted { arguments.append("--encrypt-hotkey") }
        let answers = try await PythonPeer.answers(sdk.python, "wallet_peer.py", arguments, as: Facts.self)
        let facts = try #require(answers.first)
        let wallet = Wallet(name: "w", root: directory.path)
        #expect(try wallet.coldkeyPublic().ss58 == facts.coldkey)
        let cold = try wallet.storedColdkey { protection == .plain ? [] : [Password(Self.password)] }
        let hot = try wallet.hotkey("h") { protection == .encrypted ? Password(Self.password) : nil }
        #expect(cold.keypair.account.ss58 == facts.coldkey)
        #expect(hot.account.ss58 == facts.hotkey)
        #expect(cold.mnemonic?.reveal() == Self.coldPhrase)
        try Self.verify(facts, cold: cold.keypair.account, hot: hot.account)
        #expect(try await Self.check(sdk, hot.account, hot.sign(Array(Self.message.utf8))))
    }

    static func verify(_ facts: Facts, cold: AccountID, hot: AccountID) throws {
        let text = Array(message.utf8)
        let (byCold, byHot) = (Signature(hex: facts.coldkeySignature), Signature(hex: facts.hotkeySignature))
        #expect(cold.verifies(try #require(byCold), over: text))
        #expect(hot.verifies(try #require(byHot), over: text))
    }
}
