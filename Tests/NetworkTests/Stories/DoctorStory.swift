import Foundation
import JSON
import Keys
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import nicompute

/// `nicompute doctor miner` as an operator runs it. Only the last story needs an engine.
@Suite(.serialized, .timeLimit(.minutes(3))) struct DoctorStory {
    @Test(
        "Before a development chain the doctor finds the key, the neuron and the clock, and says what the engine lacks")
    func development() async throws {
        try await ChainNode.with { node in
            try await Machine.with { machine in
                try machine.write(Keypair(secretURI: "//Alice"))
                let report = try await machine.doctor(["--subtensor.network", node.url])
                #expect(report.end == .exit(1))
                #expect(report.json["role"] == "miner")
                #expect(report.json["healthy"] == false)
                for name in [
                    "wallet", "chain", "registration", "address", "clock", "axon-port", "ssh-port", "data-directory",
                ] {
                    #expect(try report.verdict(name) == "ok", "\(report.text)")
                }
                #expect(try report.detail("registration") == "uid 1 of subnet 27")
                #expect(try report.verdict("docker") == "problem")
                #expect(try report.finding("docker")["remedy"]?.text?.contains("docker.io") == true)
                #expect(try report.verdict("container") == "warning")

                let words = try await machine.doctor(["--subtensor.network", node.url], json: false)
                #expect(words.text.contains("problem  docker"), "\(words.text)")
                #expect(words.text.contains("mend: sudo apt-get install"), "\(words.text)")
                #expect(words.text.contains("the miner does not run like this."), "\(words.text)")
            }
        }
    }

    @Test("The command that is named for a missing hotkey mends it; a chain that is away is one clear line")
    func missing() async throws {
        try await Machine.with { machine in
            let away = "ws://127.0.0.1:\(try await Port.free("127.0.0.1"))"
            let report = try await machine.doctor(["--subtensor.network", away])
            #expect(report.end == .exit(1))
            #expect(try report.verdict("wallet") == "problem")
            #expect(try report.verdict("chain") == "problem")
            #expect(try report.detail("chain").contains(away.dropFirst(5)), "\(report.text)")
            #expect(try report.verdict("registration") == "warning")
            let remedy = try #require(report.finding("wallet")["remedy"]?.text)
            #expect(remedy.hasPrefix("nicompute wallet create "))
            let words = remedy.split(separator: " ").dropFirst().map(String.init)
            #expect(try await machine.run(words + ["--no-password", "--quiet"]).end == .exit(0))
            #expect(try await machine.doctor(["--subtensor.network", away]).verdict("wallet") == "ok")
        }
    }

    @Test("An engine that takes connections and says nothing does not hang the doctor")
    func hanging() async throws {
        try await Machine.with { machine in
            let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .bind(unixDomainSocketPath: machine.socket).get()
            let away = "ws://127.0.0.1:\(try await Port.free("127.0.0.1"))"
            let report = try await machine.doctor(["--subtensor.network", away])
            try await channel.close()
            #expect(report.end == .exit(1))
            #expect(try report.verdict("docker") == "problem")
            #expect(try report.detail("docker").contains("did not answer in time"), "\(report.text)")
            #expect(try report.detail("container") == "not checked: the Docker Engine does not answer")
        }
    }

    @Test("The doctor takes every flag of the miner")
    func flags() async throws {
        try await Machine.with { machine in
            func flags(_ words: [String]) async throws -> Set<String> {
                let help = try await machine.run(words + ["--help"])
                #expect(help.end == .exit(0))
                return Set(help.text.matches(of: /--[a-z][A-Za-z0-9._-]*[a-z]/).map { String($0.output) })
            }
            let miner = try await flags(["miner"])
            #expect(miner.isSuperset(of: ["--axon.max_workers", "--blacklist.exploiters", "--auto_update"]))
            #expect(try await miner.subtracting(flags(["doctor", "miner"])).sorted() == [])

            let away = "ws://127.0.0.1:\(try await Port.free("127.0.0.1"))"
            let report = try await machine.doctor([
                "--subtensor.network", away, "--axon.max_workers", "4", "--axon.unsigned-bodies", "deny",
                "--miner.allow.images", "a/*,b:1", "--miner.limits", "requested", "--blacklist.hotkeys", "",
                "--no-blacklist.exploiters", "--whitelist.coldkeys", "", "--miner.whitelist.not.enough.stake",
                "--miner.require.updated", "--logging.logging_dir", "\(machine.directory)/logs", "--logging.json",
                "--metrics.port", "9100", "--auto_update",
            ])
            #expect(report.end == .exit(1))
            #expect(try report.verdict("chain") == "problem")
            #expect(!FileManager.default.fileExists(atPath: "\(machine.directory)/logs"))
        }
    }

    @Test("An address that is none is refused by the doctor as by the miner")
    func badAddress() async throws {
        try await Machine.with { machine in
            let result = try await machine.run(["doctor", "miner", "--blacklist.hotkeys", "nobody"])
            #expect(result.end == .exit(64))
            #expect(result.text.contains("--blacklist.hotkeys"), "\(result.text)")
        }
    }

    @Test("A flag that is not known names the nearest one")
    func unknown() async throws {
        try await Machine.with { machine in
            let result = try await machine.run(["doctor", "miner", "--axon.prot", "1"])
            #expect(result.end == .exit(64))
            #expect(result.text.contains("Did you mean '--axon.port'?"), "\(result.text)")
        }
    }

    @Test(
        "A flag that is far from any names the one that begins like it",
        arguments: [
            ("--miner.hashcat.workload", "--miner.hashcat.workload.profile"), ("--ssh.prt", nil), ("--zzz", nil),
            ("--wallet.keys.of.mine", "--wallet."),
        ])
    func far(flag: String, nearest: String?) {
        let hint = UnknownFlag.hint(for: ["doctor", "miner", "--json", flag, "1"])
        // Where the parser names one itself nothing is added.
        #expect(nearest.map { hint?.hasPrefix("Did you mean '\($0)") == true } ?? (hint == nil), "\(hint ?? "none")")
    }

    @Test("A miner's log goes to the operator's directory, too, as lines of JSON where asked for")
    func log() async throws {
        try await Machine.with { machine in
            let logs = "\(machine.directory)/logs"
            let result = try await machine.run([
                "miner", "--auto_update", "--logging.logging_dir", logs, "--logging.json", "--wallet.name", "w",
                "--wallet.hotkey", "h", "--wallet.path", "\(machine.directory)/none",
            ])
            #expect(result.end == .exit(1))
            #expect(result.text.contains("there is no key at"), "\(result.text)")
            let text = try String(contentsOfFile: "\(logs)/w/h/netuid27/miner/miner.log", encoding: .utf8)
            let line = try JSONValue.parse(String(try #require(text.split(separator: "\n").first)))
            #expect(line["role"] == "miner")
            #expect(line["level"] == "notice")
            #expect(line["message"]?.text?.contains("package manager") == true)
            #expect(result.text.contains("package manager"))
        }
    }

    @Test("What is said on one line stays on one line, in words and as JSON")
    func lines() throws {
        let time = Date(timeIntervalSince1970: 1_800_000_000.5)
        func line(_ form: LineLogHandler.Form) -> String {
            LineLogHandler.line(
                form, time: time, level: .info, label: "miner", message: "rented\n2027 forged",
                facts: ["id": "a1", "by": "two words\n\"x\"", "list": ["a", "b"]])
        }
        #expect(
            line(.text)
                == #"2027-01-15T08:00:00.500Z info miner: rented\n2027 forged by="two words\n\"x\"" id=a1 list="[\"a\", \"b\"]""#
        )
        let json = try JSONValue.parse(line(.json))
        #expect(json["time"] == "2027-01-15T08:00:00.500Z")
        #expect(json["by"] == "two words\n\"x\"")
        #expect(json["list"] == ["a", "b"])
        #expect(!line(.json).contains("\n"))
    }

    @Test(
        "On a real engine the doctor runs a container and leaves none",
        .enabled(if: RealEngine.address != nil, RealEngine.comment))
    func engine() async throws {
        try await ChainNode.with { node in
            try await Machine.with { machine in
                try machine.write(Keypair(secretURI: "//Alice"))
                let report = try await machine.doctor(
                    ["--subtensor.network", node.url, "--miner.base-image", RealEngine.image],
                    engine: RealEngine.address)
                #expect(report.end == .exit(0), "\(report.text)")
                for name in ["docker", "base-image", "container"] {
                    #expect(try report.verdict(name) == "ok", "\(report.text)")
                }
                #expect(try await RealEngine.objects(of: "doctor") == [])
                let lacking = try await machine.doctor(
                    ["--subtensor.network", node.url, "--miner.base-image", "nobody/has:this"],
                    engine: RealEngine.address)
                #expect(lacking.end == .exit(1))
                #expect(try lacking.finding("base-image")["remedy"] == "docker pull nobody/has:this")
            }
        }
    }
}

/// The machine of an operator: a home, a wallet, ports of its own.
private struct Machine {
    let directory: String
    private let ports: (axon: Int, ssh: Int)

    var socket: String { "\(directory)/docker.sock" }

    static func with(
        isolation: isolated (any Actor)? = #isolation, _ body: (Machine) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-doc-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let ports = (try await Port.free("127.0.0.1"), try await Port.free("127.0.0.1"))
        try await body(Machine(directory: directory, ports: ports))
    }

    private init(directory: String, ports: (Int, Int)) {
        self.directory = directory
        self.ports = (axon: ports.0, ssh: ports.1)
    }

    /// The key is the wallet's hotkey.
    func write(_ keypair: Keypair) throws {
        try Wallet(name: "default", root: "\(directory)/wallets").writeHotkey(StoredKey(keypair))
    }

    /// How a command ended and all that it printed.
    struct Result: Sendable {
        let end: NodeProcess.End
        let text: String

        /// What is printed with `--json`.
        var json: JSONValue { (try? JSONValue.parse(text)) ?? .null }

        func finding(_ name: String) throws -> JSONValue {
            try #require(json["findings"]?.list?.first { $0["name"]?.text == name }, "\(text)")
        }

        func verdict(_ name: String) throws -> String? { try finding(name)["verdict"]?.text }

        func detail(_ name: String) throws -> String { try #require(try finding(name)["detail"]?.text) }
    }

    /// `nicompute doctor miner`, with the engine at this address, by default one that is not there.
    func doctor(_ flags: [String], engine: String? = nil, json: Bool = true) async throws -> Result {
        try await run(
            [
                "doctor", "miner", "--wallet.path", "\(directory)/wallets", "--axon.ip", "127.0.0.1", "--axon.port",
                "\(ports.axon)", "--ssh.bind", "127.0.0.1", "--ssh.port", "\(ports.ssh)", "--data", "\(directory)/data",
            ] + flags + (json ? ["--json"] : []), engine: engine)
    }

    func run(_ arguments: [String], engine: String? = nil) async throws -> Result {
        let log = "\(directory)/\(UUID().uuidString).log"
        let process = try NodeProcess(
            arguments, environment: ["DOCKER_HOST": engine ?? "unix://\(socket)"], logPath: log)
        do {
            let end = try await process.waitForEnd(within: .seconds(60))
            return Result(end: end, text: try String(contentsOfFile: log, encoding: .utf8))
        } catch {
            try? await process.stop()
            throw error
        }
    }
}
