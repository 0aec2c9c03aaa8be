import Foundation
import Market
import Testing

/// What a renter is shown of a machine, and what never is shown to anybody else.
@Suite("Access info")
struct AccessInfoTests {
    @Test(
        "Only a plain user name, a usable port and a printable password are shown",
        arguments: [
            ("root", "secret", 4444, true), ("_svc", "x", 1, true), ("a-b_9", "p w", 65_535, true),
            (String(repeating: "a", count: 32), "x", 22, true), ("root", "gr\u{fc}n", 22, true),
            ("", "x", 22, false), ("Root", "x", 22, false), ("9root", "x", 22, false),
            ("-oProxyCommand", "x", 22, false),
            ("root@host", "x", 22, false), ("ro ot", "x", 22, false), ("root;id", "x", 22, false),
            ("root\n", "x", 22, false), ("r\u{f6}\u{f6}t", "x", 22, false), ("$(id)", "x", 22, false),
            (String(repeating: "a", count: 33), "x", 22, false),
            ("root", "", 22, false), ("root", "a\nb", 22, false), ("root", "\u{1b}[2J", 22, false),
            ("root", String(repeating: "p", count: 257), 22, false),
            ("root", "x", 0, false), ("root", "x", -1, false), ("root", "x", 65_536, false), ("root", "x", .max, false),
        ])
    func safety(_ username: String, _ password: String, _ port: Int, _ isSafe: Bool) {
        let info = AccessInfo(username: username, password: password, port: port, version: 190)
        #expect(info.isSafeToShow == isSafe)
    }

    @Test("The password is in no description, reflection or dump")
    func redaction() {
        let info = AccessInfo(username: "root", password: "hunter2", port: 22, version: 190)
        var dumped = ""
        dump(info, to: &dumped)
        dump([info], to: &dumped)
        let shown = ["\(info)", String(reflecting: info), "\([info])", "\(Optional(info) as Any)", dumped]
        for text in shown { #expect(!text.contains("hunter2"), "\(text)") }
        #expect("\(info)".contains("root"))
    }

    @Test("Port and version may be absent or integral floats; user name and password may not be absent")
    func decoding() throws {
        func decode(_ text: String) throws -> AccessInfo {
            try JSONDecoder().decode(AccessInfo.self, from: Data(text.utf8))
        }
        #expect(
            try decode(#"{"username":"root","password":"p","port":4444.0}"#)
                == AccessInfo(username: "root", password: "p", port: 4444, version: 0))
        #expect(throws: DecodingError.self) { try decode(#"{"username":"root","port":1,"version":190}"#) }
        #expect(throws: DecodingError.self) { try decode(#"{"password":"p","port":1,"version":190}"#) }
        #expect(throws: DecodingError.self) { try decode(#"{"username":"root","password":"p","port":"22"}"#) }
    }
}
