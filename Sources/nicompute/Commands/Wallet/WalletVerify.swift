import ArgumentParser
import Keys

/// `wallet verify`: checks a signature against an address.
struct WalletVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a signature; exits 0 if it is valid and 1 if it is not.",
        discussion: "Accepts what the SDK accepts, a signature over <Bytes>message</Bytes> included.")

    @OptionGroup var message: MessageOptions

    @Option(help: ArgumentHelp("The signature, 128 hexadecimal digits with or without 0x.", valueName: "hex"))
    var signature: String

    @Option(help: ArgumentHelp("The address of who is said to have signed.", valueName: "ss58"))
    var address: String

    @Option(help: "The signature scheme: sr25519 or ed25519.")
    var scheme = KeyScheme.sr25519

    @Flag(help: "Print one line of JSON.")
    var json = false

    private struct Report: Encodable {
        let address: String
        let valid: Bool
    }

    func run() throws {
        let account = try AccountID(ss58: address)
        let bytes = try message.bytes()
        let parsed = Signature(hex: signature)
        let isValid = parsed.map { account.verifies($0, over: bytes, scheme: scheme, wrapped: true) } ?? false
        if json {
            print(try Report(address: account.ss58, valid: isValid).jsonLine())
        } else {
            print(isValid ? "valid: signed by \(account)" : "NOT valid: not signed by \(account)")
        }
        if !isValid { throw ExitCode.failure }
    }
}

extension KeyScheme: ExpressibleByArgument {}
