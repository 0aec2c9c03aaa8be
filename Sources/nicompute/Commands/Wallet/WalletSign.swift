import ArgumentParser
import Keys

/// `wallet sign`: a signature over a text or a file.
struct WalletSign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign a message with the hot key or the cold key.")

    @OptionGroup var options: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var message: MessageOptions

    @Option(help: "The key that signs: coldkey or hotkey.")
    var key = KeyRole.hotkey

    @Flag(help: "Print one line of JSON.")
    var json = false

    private struct Report: Encodable {
        let address: String
        let signature: String
    }

    func run() throws {
        let keypair = try key.stored(options, password: password).keypair
        let signature = keypair.sign(try message.bytes())
        if json {
            print(try Report(address: keypair.account.ss58, signature: signature.hex).jsonLine())
        } else {
            print(signature.hex)
        }
    }
}
