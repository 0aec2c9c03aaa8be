import Foundation
import Testing

@testable import SharedState

@Suite("Keys of W&B")
struct WandbKeyTests {
    private static let text = CapturedExchange.key

    /// A home with a netrc file, removed when it is let go of.
    private final class Home: Sendable {
        let path = NSTemporaryDirectory() + "shared-state-tests-" + UUID().uuidString

        init(netrc: String?, mode: Int = 0o600) throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            guard let netrc else { return }
            try write(netrc, ".netrc", mode: mode)
        }

        func write(_ text: String, _ name: String, mode: Int = 0o600) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(path)/\(name)")
        }

        func find(_ environment: [String: String] = [:], host: String = "127.0.0.1", port: Int? = 8_080) throws
            -> WandbKey?
        {
            try WandbKey.find(environment: environment, home: path, host: host, port: port)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func key(_ text: String) throws -> WandbKey { try WandbKey(text) }

    /// Whether `found` is the key `text`.
    private func expect(_ found: WandbKey?, is text: String) throws {
        let key = try #require(found)
        #expect(key.authorization == "Basic " + Data("api:\(text)".utf8).base64EncodedString())
    }

    @Test("The environment counts before the file")
    func environment() throws {
        let home = try Home(netrc: "machine 127.0.0.1 password fromfile")
        let found = try home.find(["WANDB_API_KEY": Self.text])
        #expect(found?.source == "WANDB_API_KEY")
        try expect(found, is: Self.text)
    }

    @Test(
        "The entry with the port counts before the one without, and both before the default",
        arguments: [
            ("machine 127.0.0.1 password b\nmachine 127.0.0.1:8080 password a\ndefault password c", "a"),
            ("machine 127.0.0.1 password b\nmachine 127.0.0.1:9 password a\ndefault password c", "b"),
            ("machine 127.0.0.2 password b\ndefault password c", "c"),
            ("machine 127.0.0.1:8080 login user\nmachine 127.0.0.1 password b", "b"),
        ])
    func file(netrc: String, password: String) throws {
        try expect(try Home(netrc: netrc).find(), is: password)
    }

    @Test("An IPv6 address may stand in brackets", arguments: ["[::1]:8080", "::1"])
    func brackets(machine: String) throws {
        try expect(try Home(netrc: "machine \(machine) password a").find(host: "::1"), is: "a")
    }

    @Test("W&B's own server is found by its name alone")
    func service() throws {
        let home = try Home(netrc: "machine api.wandb.ai\n  login user\n  password \(Self.text)\n")
        let address = try WandbAddress()
        try expect(try home.find(host: address.host, port: address.port), is: Self.text)
    }

    @Test("No file, and no entry, mean no key", arguments: [nil, "", "machine other password x"])
    func none(netrc: String?) throws {
        #expect(try Home(netrc: netrc).find() == nil)
    }

    @Test("NETRC names another file")
    func elsewhere() throws {
        let home = try Home(netrc: "machine 127.0.0.1 password a")
        try home.write("machine 127.0.0.1 password b", "other")
        try expect(try home.find(["NETRC": home.path + "/other"]), is: "b")
        try expect(try home.find(["NETRC": "~/other"]), is: "b")
        try expect(try home.find(["NETRC": ""]), is: "a")
        #expect(try home.find(["NETRC": home.path + "/none"]) == nil)
    }

    @Test("A file that others may read is used, with a warning", arguments: [0o600, 0o400, 0o644, 0o640, 0o660])
    func rights(mode: Int) throws {
        let found = try #require(try Home(netrc: "machine 127.0.0.1 password secret", mode: mode).find())
        #expect((found.warning == nil) == (mode & 0o077 == 0))
        #expect(found.warning?.contains("chmod 600") ?? true)
        #expect(found.warning?.contains("secret") != true)
    }

    @Test("A link to the file will do")
    func link() throws {
        let home = try Home(netrc: nil)
        try home.write("machine 127.0.0.1 password a", "dotfile")
        try FileManager.default.createSymbolicLink(
            atPath: home.path + "/.netrc", withDestinationPath: home.path + "/dotfile")
        try expect(try home.find(), is: "a")
    }

    @Test("A broken file is an error, not a missing key")
    func broken() throws {
        let home = try Home(netrc: "machine 127.0.0.1 password my secret")
        let error = #expect(throws: WandbKeyError.self) { try home.find() }
        #expect(error == .broken(path: home.path + "/.netrc", Netrc.Problem(line: 1, reason: .unknownWord)))
        #expect(error?.description.contains("secret") == false)
    }

    @Test("A broken file keeps nobody from a hub on this machine, where no key may be wanted")
    func brokenAtHome() throws {
        let home = try Home(netrc: "machine 127.0.0.1 password my secret")
        func find(_ base: String, _ environment: [String: String] = [:]) throws -> (WandbKey?, WandbKeyError?) {
            try WandbKey.find(environment: environment, home: home.path, address: try WandbAddress(base: base))
        }
        let (key, problem) = try find("http://127.0.0.1:8300")
        #expect(key == nil && problem != nil)
        #expect(throws: WandbKeyError.self) { try find("https://api.wandb.ai") }
        #expect(throws: WandbKeyError.self) { try find("http://127.0.0.1:8300", ["WANDB_API_KEY": " padded"]) }
        let (given, none) = try find("http://127.0.0.1:8300", ["WANDB_API_KEY": "abc"])
        #expect(given != nil && none == nil)
    }

    @Test("A directory in the file's place, and bytes that are no text, are errors")
    func unreadable() throws {
        let home = try Home(netrc: nil)
        try FileManager.default.createDirectory(atPath: home.path + "/.netrc", withIntermediateDirectories: false)
        #expect(throws: WandbKeyError.self) { try home.find() }
        let other = try Home(netrc: nil)
        try Data([0xff, 0xfe]).write(to: URL(fileURLWithPath: other.path + "/.netrc"))
        #expect(throws: WandbKeyError.self) { try other.find() }
    }

    @Test("An empty key is refused with what to do", arguments: ["", " ", "\n\t"])
    func blank(text: String) throws {
        let error = #expect(throws: WandbKeyError.blank(source: "WANDB_API_KEY")) {
            try Home(netrc: nil).find(["WANDB_API_KEY": text])
        }
        #expect(error?.description.contains("wandb.ai/authorize") == true)
        #expect(throws: WandbKeyError.self) { try Home(netrc: "machine 127.0.0.1 password \"\"").find() }
    }

    @Test(
        "What cannot be a key is refused, and not shown",
        arguments: [" padded", "padded\n", "in side", "ключ", "a\u{0}b"])
    func strange(text: String) throws {
        let error = #expect(throws: WandbKeyError.self) { try key(text) }
        #expect(error?.description.contains(text) == false)
    }

    @Test("A key that is longer than any is refused")
    func long() {
        #expect(throws: WandbKeyError.strange(source: "the key")) { try key(String(repeating: "a", count: 1_025)) }
    }

    @Test("A key, and whatever holds one, never shows it")
    func redacted() throws {
        let key = try key(Self.text)
        let project = try WandbProject.at(1)
        var dumped = ""
        dump(key, to: &dumped)
        let shown =
            "\(key) \(String(reflecting: key)) \(project) \(String(reflecting: project)) \(Optional(key) as Any)"
        for text in [dumped, shown] {
            #expect(!text.contains(Self.text))
            #expect(!text.contains("YXBpOj"))
        }
    }
}
