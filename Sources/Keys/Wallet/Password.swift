internal import CSodium
internal import Foundation

/// A wallet password; its text is in no description.
package struct Password: Sendable {
    private let bytes: SecretBytes

    /// Takes the text; it is used as UTF-8.
    package init(_ text: String) { bytes = SecretBytes(copying: Array(text.utf8)) }

    /// True if there is nothing in it.
    package var isEmpty: Bool { bytes.count == 0 }

    /// Lends the UTF-8 bytes and their number to a C function in `body`, which must not keep the pointer.
    func withCharacters<R>(_ body: (UnsafePointer<CChar>, Int) throws -> R) rethrows -> R {
        try bytes.withPointer { pointer in
            try pointer.withMemoryRebound(to: CChar.self, capacity: bytes.count) { try body($0, bytes.count) }
        }
    }

    /// The variable that holds the password of the key file at the path: `BT_PW_` and the upper-case path with `_` for
    /// `/` and `.` (bittensor-wallet `keyfile.rs`, `env_var_name`).
    package static func environmentName(path: String) -> String {
        let mapped = path.map { $0 == "/" || $0 == "." ? "_" : $0 }
        return "BT_PW_" + String(mapped).uppercased()
    }

    /// The passwords that the variable may mean, likeliest first; empty if it is not set.
    ///
    /// The SDK writes the variable as base 64 of the password XOR the variable's name; people write the password itself.
    /// Both are read, and a password that could be either is tried as both.
    package static func candidates(path: String, environment: [String: String]) -> [Password] {
        let name = environmentName(path: path)
        guard let value = environment[name], !value.isEmpty else { return [] }
        return [deobfuscated(value, name: name), value].compactMap { $0 }.map { Password($0) }
    }

    /// The password that the variable means where a new file is to be encrypted: what the SDK, too, reads from it.
    package static func forNewFile(path: String, environment: [String: String]) -> Password? {
        candidates(path: path, environment: environment).first
    }

    private static func deobfuscated(_ value: String, name: String) -> String? {
        guard let data = Data(base64Encoded: value), !data.isEmpty else { return nil }
        let key = Array(name.utf8)
        let bytes = data.enumerated().map { $0.element ^ key[$0.offset % key.count] }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Password(<redacted>)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
