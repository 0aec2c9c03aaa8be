import Foundation
import Glibc

/// Questions on the terminal whose answers are not shown.
enum TerminalPrompt {
    /// True if a person can be asked.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// The line that is typed, without echo; the terminal is as before when it returns or throws.
    static func secret(_ question: String) throws(WalletCommandError) -> String {
        write(question)
        defer { write("\n") }
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { throw .cancelled }
        var silent = settings
        // Without ISIG an interrupt arrives as a byte, so that it cannot leave the terminal without echo.
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) }
        return try line()
    }

    private static func line() throws(WalletCommandError) -> String {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { throw .cancelled }
            switch byte {
            case 3, 4, 28:  // Ctrl-C, Ctrl-D, Ctrl-\
                throw .cancelled
            case 10, 13:
                guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(path: "the answer") }
                return text
            case 8, 127:  // Backspace takes a whole character, which may have several bytes.
                while let last = bytes.popLast(), last & 0xc0 == 0x80 {}
            case 21:  // Ctrl-U
                bytes.removeAll()
            default:
                bytes.append(byte)
            }
        }
    }

    private static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
