import ArgumentParser
import Keys

/// `wallet import`: a key that exists already, from a file or standard input.
struct WalletImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Save a key from its phrase, seed or private key.",
        discussion: """
            Secrets are read from a file, or from standard input for -, never from the command line; --uri is for \
            development keys such as //Alice, which everybody knows. --address saves only the cold key's address, \
            for machines that must not hold the cold key.
            """)

    @OptionGroup var options: WalletOptions
    @OptionGroup var password: PasswordOptions

    @Option(help: "What to save it as: coldkey or hotkey.")
    var key: KeyRole

    @Option(help: ArgumentHelp("A file with the recovery phrase, or -.", valueName: "file"))
    var mnemonicFile: String?

    @Option(help: ArgumentHelp("A file with the 32-byte seed in hexadecimal, or -.", valueName: "file"))
    var seedFile: String?

    @Option(help: ArgumentHelp("A file with the 64-byte private key in hexadecimal, or -.", valueName: "file"))
    var privateKeyFile: String?

    @Option(help: ArgumentHelp("A development key, such as //Alice.", valueName: "uri"))
    var uri: String?

    @Option(help: ArgumentHelp("The cold key's address, to be saved without a secret.", valueName: "ss58"))
    var address: String?

    @Flag(help: "Leave the cold key unencrypted.")
    var noPassword = false

    @Flag(help: "Encrypt a hot key, too.")
    var encryptHotkey = false

    @Flag(help: "Replace a key that is there; without a copy of its phrase it is lost.")
    var overwrite = false

    @Flag(help: "Print one line of JSON.")
    var json = false

    func validate() throws {
        guard [mnemonicFile, seedFile, privateKeyFile, uri, address].filter({ $0 != nil }).count == 1 else {
            throw ValidationError(
                "Give one of --mnemonic-file, --seed-file, --private-key-file, --uri and --address.")
        }
    }

    func run() throws {
        if let address {
            guard key == .coldkey else { throw WalletCommandError.publicHotkey }
            let account = try AccountID(ss58: address)
            try options.wallet.writeColdkeyPublic(account, overwrite: overwrite)
            return try show(KeyReport(key, account, options: options, encrypted: false, hasSecret: false))
        }
        let stored = try secret()
        var newPassword: Password?
        if key == .coldkey ? !noPassword : encryptHotkey { newPassword = try password.new(path: key.path(options)) }
        try key.save(stored, options, password: newPassword, overwrite: overwrite)
        try show(KeyReport(key, stored.keypair.account, options: options, encrypted: newPassword != nil))
    }

    private func secret() throws -> StoredKey {
        if let mnemonicFile { return try StoredKey(mnemonic: Mnemonic(phrase: InputFile.text(mnemonicFile))) }
        if let seedFile { return try StoredKey(seed: hexadecimal(seedFile)) }
        if let privateKeyFile { return StoredKey(try Keypair(privateKey: hexadecimal(privateKeyFile))) }
        return StoredKey(try Keypair(secretURI: uri ?? ""))
    }

    private func hexadecimal(_ file: String) throws -> [UInt8] {
        guard let bytes = Hex.decode(try InputFile.text(file)) else {
            throw WalletCommandError.notHexadecimal(path: file)
        }
        return bytes
    }

    private func show(_ report: KeyReport) throws {
        print(json ? try report.jsonLine() : report.text)
    }
}
