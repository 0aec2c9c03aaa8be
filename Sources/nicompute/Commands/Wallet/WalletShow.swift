import ArgumentParser
import Foundation
import Keys

/// `wallet show`: the addresses of one wallet and, on request, its secrets.
struct WalletShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a wallet's addresses, and with --secret its secrets.")

    @OptionGroup var options: WalletOptions
    @OptionGroup var password: PasswordOptions

    @Option(help: "Show only this one: coldkey or hotkey.")
    var key: KeyRole?

    @Flag(help: "Print phrase, seed and private key, too; needs the password of an encrypted key.")
    var secret = false

    @Flag(help: "Print one line of JSON.")
    var json = false

    func run() throws {
        var reports: [KeyReport] = []
        for role in key.map({ [$0] }) ?? KeyRole.allCases {
            if let report = try report(role) { reports.append(report) }
        }
        guard !reports.isEmpty else { throw WalletError.missing(path: KeyRole.hotkey.path(options)) }
        if json {
            print(try reports.jsonLine())
        } else {
            for report in reports { print(report.text) }
        }
    }

    /// Nil if both keys are to be shown and this one is not there.
    private func report(_ role: KeyRole) throws -> KeyReport? {
        if secret {
            do {
                return try secretReport(role)
            } catch WalletError.missing where key == nil {
                return nil
            }
        }
        let summary = try options.wallet.summary()
        let found = role == .coldkey ? summary.coldkey : summary.hotkeys.first { $0.name == options.hotkey }
        guard let found else {
            if key == nil { return nil }
            throw WalletError.missing(path: role.path(options))
        }
        guard let account = found.account else {
            // Reading it again gives the error that says what is wrong.
            let stored = try role.stored(options, password: password)
            return KeyReport(role, stored.keypair.account, options: options, encrypted: found.isEncrypted)
        }
        return KeyReport(
            role, account, options: options, encrypted: found.isEncrypted, hasSecret: found.hasSecret)
    }

    private func secretReport(_ role: KeyRole) throws -> KeyReport {
        let stored = try role.stored(options, password: password)
        let summary = try options.wallet.summary()
        let found = role == .coldkey ? summary.coldkey : summary.hotkeys.first { $0.name == options.hotkey }
        var report = KeyReport(
            role, stored.keypair.account, options: options, encrypted: found?.isEncrypted ?? false)
        report.mnemonic = stored.mnemonic?.reveal()
        report.seed = stored.revealSeed()
        report.privateKey = stored.keypair.withPrivateKey { "0x" + Hex.encode($0) }
        return report
    }
}
