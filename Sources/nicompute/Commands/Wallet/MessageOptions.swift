import ArgumentParser
import Keys

/// The message that is signed or checked: a text, or a file.
struct MessageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The text; 0x and hexadecimal digits stand for the bytes they name.", valueName: "text"))
    var message: String?

    @Option(help: ArgumentHelp("The file whose bytes are the message, or - for standard input.", valueName: "file"))
    var file: String?

    func validate() throws {
        guard (message == nil) != (file == nil) else { throw ValidationError("Give one of --message and --file.") }
    }

    /// The bytes, by the rule of the Python SDK for texts.
    func bytes() throws -> [UInt8] {
        if let file { return try InputFile.read(file, limit: 256 << 20) }
        let text = message ?? ""
        if text.hasPrefix("0x"), let bytes = Hex.decode(text) { return bytes }
        return Array(text.utf8)
    }
}
