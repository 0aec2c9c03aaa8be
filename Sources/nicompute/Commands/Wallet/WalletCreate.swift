import ArgumentParser
import Glibc
import Keys

/// `wallet create`: new keys with new phrases, which are shown this once.
struct WalletCreate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a cold key and a hot key.",
        discussion: """
            The cold key is encrypted with a password unless --no-password is given, the hot key only with \
            --encrypt-hotkey: a server starts unattended with it. The recovery phrases are shown once; who has a \
            phrase has the key.
            """)

    @OptionGroup var options: WalletOptions
    @OptionGroup var password: PasswordOptions

    @Option(help: "Create only this one: coldkey or hotkey.")
    var only: KeyRole?

    @Option(help: "The number of words of a phrase: 12, 15, 18, 21 or 24.")
    var words = 12

    @Flag(help: "Leave the cold key unencrypted.")
    var noPassword = false

    @Flag(help: "Encrypt the hot key, too.")
    var encryptHotkey = false

    @Flag(help: "Replace keys that are there; without a copy of their phrases they are lost.")
    var overwrite = false

    @Flag(help: "Print the addresses only.")
    var quiet = false

    @Flag(help: "Print one line of JSON.")
    var json = false

    @Flag(help: "Print the phrases with --quiet or --json, too.")
    var showMnemonic = false

    func validate() throws {
        guard [12, 15, 18, 21, 24].contains(words) else {
            throw ValidationError("--words is 12, 15, 18, 21 or 24.")
        }
        guard !noPassword || password.file == nil || encryptHotkey else {
            throw ValidationError("--no-password and --password-file exclude each other.")
        }
    }

    func run() throws {
        let roles = only.map { [$0] } ?? KeyRole.allCases
        if !overwrite { for role in roles { try checkFree(role) } }
        // Asked first, so that a wrong answer leaves nothing half made.
        var passwords: [KeyRole: Password] = [:]
        if !noPassword, roles.contains(.coldkey) {
            passwords[.coldkey] = try password.new(path: options.wallet.coldkeyPath)
        }
        if encryptHotkey, roles.contains(.hotkey) {
            passwords[.hotkey] = try password.new(path: options.wallet.hotkeyPath(options.hotkey))
        }
        var reports: [KeyReport] = []
        for role in roles {
            let mnemonic = Mnemonic.generate(words: words)
            let key = try StoredKey(mnemonic: mnemonic)
            try role.save(key, options, password: passwords[role], overwrite: overwrite)
            var report = KeyReport(role, key.keypair.account, options: options, encrypted: passwords[role] != nil)
            if showMnemonic || (!quiet && !json) { report.mnemonic = mnemonic.reveal() }
            reports.append(report)
        }
        try show(reports)
    }

    private func checkFree(_ role: KeyRole) throws {
        var paths = [role.path(options)]
        // The address of a wallet without its secret would be lost, too.
        if role == .coldkey { paths.append(options.wallet.coldkeyPublicPath) }
        for path in paths where access(path, F_OK) == 0 { throw WalletError.exists(path: path) }
    }

    private func show(_ reports: [KeyReport]) throws {
        if json {
            print(try reports.jsonLine())
        } else if quiet {
            for report in reports {
                print(([report.address] + [report.mnemonic].compactMap { $0 }).joined(separator: " "))
            }
        } else {
            for report in reports { print(report.text) }
            print("")
            print("Write the phrases down on paper and keep them off this machine. They are not shown again;")
            print("without them a lost or encrypted key cannot be restored, and who reads them owns the keys.")
        }
    }
}
