import ArgumentParser
import Foundation
import Keys

/// Where passwords come from: a file, the `BT_PW_` variable, or a question on the terminal.
struct PasswordOptions: ParsableArguments {
    @Option(
        name: .customLong("password-file"),
        help: ArgumentHelp(
            "Read the password from the first line of this file, or of standard input for -.",
            valueName: "file"))
    var file: String?

    /// The passwords to try for the key file at the path, in order; empty if there is no source.
    func existing(path: String) throws -> [Password] {
        if let file { return [try Self.firstLine(of: file)] }
        let candidates = Password.candidates(path: path, environment: ProcessInfo.processInfo.environment)
        guard candidates.isEmpty, TerminalPrompt.isPossible else { return candidates }
        return [Password(try TerminalPrompt.secret("Password for \(path): "))]
    }

    /// The password for a key file to be written, asked twice on a terminal.
    func new(path: String) throws -> Password {
        if let file { return try Self.firstLine(of: file) }
        if let password = Password.forNewFile(path: path, environment: ProcessInfo.processInfo.environment) {
            return password
        }
        guard TerminalPrompt.isPossible else { throw WalletCommandError.noPassword(path: path) }
        let first = try TerminalPrompt.secret("New password for \(path): ")
        guard !first.isEmpty else { throw WalletCommandError.emptyPassword }
        guard try TerminalPrompt.secret("The same again: ") == first else { throw WalletCommandError.passwordsDiffer }
        return Password(first)
    }

    private static func firstLine(of file: String) throws -> Password {
        let bytes = try InputFile.read(file, limit: 64 << 10)
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard !line.isEmpty else { throw WalletCommandError.emptyPassword }
        guard let text = String(validating: line, as: UTF8.self) else { throw WalletCommandError.notText(path: file) }
        return Password(text)
    }
}
