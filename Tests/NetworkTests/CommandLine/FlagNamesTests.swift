import AllocationAPI
import Testing

@testable import nicompute

/// Flags as the units of process managers have them.
struct FlagNamesTests {
    @Test("What the API's operators write with underscores means what it means with dots")
    func api() throws {
        let parsed = try FlagNames.command(of: [
            "api", "--axon_port", "8904", "--axon_ip=127.0.0.1", "--api_cert", "c", "--api_key", "k", "--api_ca", "a",
            "--api_client_cert", "optional", "--api_insecure", "--store_python_compatible", "--logging.logging_dir",
            "l", "--logging_json", "--auto_update", "--wallet_name", "w", "--subtensor_network", "local",
        ])
        let command = try #require(parsed as? APICommand)
        #expect(command.port == 8_904)
        #expect(command.ip == "127.0.0.1")
        #expect([command.certificate, command.key, command.authority] == ["c", "k", "a"])
        #expect(command.clientCertificates == .optional)
        #expect(command.insecure && command.pythonCompatible)
        #expect(command.logFile.directory == "l" && command.logFile.json)
        #expect(command.autoUpdate.autoUpdate)
        #expect(command.wallet.name == "w")
    }

    @Test("Every flag of every command is known by its name with underscores")
    func every() throws {
        let root = try CommandTree.ofProgram()
        var count = 0
        func check(_ command: CommandTree, _ path: [String]) {
            for argument in command.arguments ?? [] {
                for name in argument.longNames {
                    let plain = String(name.map { ".-".contains($0) ? "_" : $0 })
                    let known = FlagNames.rewritten(path + ["--\(plain)"], below: root).last?.dropFirst(2)
                    #expect(argument.longNames.contains(String(known ?? "")), "\(path) --\(plain)")
                    count += 1
                }
            }
            for next in command.subcommands ?? [] { check(next, path + [next.commandName]) }
        }
        check(root, [])
        #expect(count > 200)
    }

    @Test(
        "Values, what follows two hyphens, and flags that nobody knows stay as they are",
        arguments: [
            ["miner", "--miner.hashcat.extended.options", "--axon_port"],
            ["api", "--api_ip=--api_ip", "--", "--api_ip"],
            ["api", "--no_such_flag", "--axon_prot=1"], ["api", "--api.cert", "--"], ["--axon_x"], [],
        ])
    func untouched(_ arguments: [String]) {
        let expected = arguments.map { $0 == "--api_ip=--api_ip" ? "--api.ip=--api_ip" : $0 }
        #expect(FlagNames.rewritten(arguments) == expected)
    }

    @Test("A flag of one command is not one of another")
    func commands() {
        #expect(FlagNames.rewritten(["wallet", "list", "--api_ip", "x"]) == ["wallet", "list", "--api_ip", "x"])
        #expect(FlagNames.rewritten(["localnet", "--api_port", "1"]).contains("--api.port"))
    }
}
