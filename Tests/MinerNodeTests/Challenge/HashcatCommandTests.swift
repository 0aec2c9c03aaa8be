import Keys
import Market
import Testing

@testable import MinerNode

/// What hashcat is called with, and how its answer is read.
struct HashcatCommandTests {
    func command(
        _ message: Challenge = Challenges.message, _ change: (inout HashcatSettings) -> Void = { _ in }
    ) throws -> HashcatCommand {
        var settings = Challenges.settings(directory: "/data/hashcat")
        change(&settings)
        return HashcatCommand(order: try HashcatOrder(message), settings: settings, session: "s1")
    }

    @Test("The command line is the specified one")
    func arguments() throws {
        let message = Challenges.message
        #expect(
            try command().arguments == [
                "-a", "3", "-m", "610", "-w", "3", "-O", "--quiet", "--potfile-disable", "--restore-disable",
                "--logfile-disable", "--session", "s1", "--hex-charset",
                "--custom-charset1=\(Hex.encode(message.chars.utf8))", "--", "\(message.hash):\(message.salt)",
                "?1?1?1",
            ])
    }

    @Test("Other extended options stand instead of -O, and the workload is the operator's")
    func options() throws {
        let arguments = try command { settings in
            settings.extendedOptions = ["--force", "--hwmon-disable"]
            settings.workloadProfile = 4
        }.arguments
        #expect(!arguments.contains("-O"))
        #expect(Array(arguments.prefix(8)) == ["-a", "3", "-m", "610", "-w", "4", "--force", "--hwmon-disable"])
    }

    @Test(
        "The device is named as hashcat names it",
        arguments: [("cpu", ["-D", "1"]), ("gpu", ["-D", "2"]), ("1", ["-d", "1"]), ("2,10", ["-d", "2,10"])])
    func device(_ text: String, _ expected: [String]) throws {
        let device = try #require(HashcatDevice(text))
        let arguments = try command { $0.device = device }.arguments
        #expect(Array(arguments.dropFirst(7).prefix(2)) == expected)
    }

    @Test("What names no device is none", arguments: ["", "0", "-1", "1,", "1 2", "GPU", "1;id", "257"])
    func noDevice(_ text: String) {
        #expect(HashcatDevice(text) == nil)
    }

    @Test("Nothing that a caller sent can be taken for an option or a file")
    func quoting() throws {
        var message = Challenges.message
        message.chars = "--help."
        let arguments = try command(message).arguments
        #expect(arguments.contains("--custom-charset1=2d2d68656c702e"))
        #expect(!arguments.contains { $0.contains("--help") })
        #expect(arguments.dropLast(2).last == "--")
    }

    @Test("hashcat's home is its own, and our secrets stay here")
    func environment() throws {
        let environment = try command().environment(of: [
            "HOME": "/root", "XDG_CACHE_HOME": "/c", "POCL_CACHE_DIR": "/p", "PATH": "/bin", "BT_PW_A": "secret",
        ])
        #expect(environment == ["HOME": "/data/hashcat", "PATH": "/bin"])
    }

    @Test("The password is read as hashcat writes it", arguments: ["abc", "-;$", "a]b", "$HEX[", "::a", "a:b"])
    func passwords(_ password: String) throws {
        let message = Challenges.message(password: password)
        let written = password.contains(":") ? "$HEX[\(Hex.encode(password.utf8))]" : password
        let found = try command(message)
            .password(in: "noise\n\n\(message.hash):\(message.salt):\(written)\nmore\n")
        #expect(found == password)
    }

    @Test(
        "Output without the password of this hash has none",
        arguments: [
            "", "\n", "abc", "HASH:SALT", "HASH:SALT:", "HASH:SALT:xyz", "HASH:SALT:$HEX[zz]", "HASH:other:abc",
        ])
    func noPassword(_ output: String) throws {
        let message = Challenges.message(password: "abc")
        let text = output.replacing("HASH", with: message.hash).replacing("SALT", with: message.salt)
        #expect(try command(message).password(in: text) == nil)
    }
}
