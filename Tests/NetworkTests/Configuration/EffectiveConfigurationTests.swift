import Testing

@testable import nicompute

@Suite struct EffectiveConfigurationTests {
    /// What `arguments` come to, with these files and variables.
    private static func effective(
        _ arguments: [String], environment: [String: String] = [:], env: String = "", file: String? = nil
    ) throws -> EffectiveConfiguration {
        var sources = ConfigurationSources(environment: environment)
        sources.envFile = EnvFile(env, environment: environment)
        sources.text = { path in
            guard let file, path == "f.yaml" else { throw ConfigurationProblem.missing(path: path) }
            return file
        }
        return try EffectiveConfiguration(arguments, of: CommandPlace(of: arguments), sources: sources)
    }

    private static func item(
        _ name: String, of configuration: EffectiveConfiguration
    ) throws -> EffectiveConfiguration.Item {
        try #require(configuration.items.first { $0.setting.name == name })
    }

    @Test("A flag beats the environment, that .env, that the file, that the default", arguments: 0...4)
    func precedence(strongest: Int) throws {
        let configuration = try Self.effective(
            ["hub", "--config", "f.yaml"] + (strongest == 0 ? ["--port", "1"] : []),
            environment: strongest <= 1 ? ["NICOMPUTE_PORT": "2"] : ["NICOMPUTE_PORT": ""],
            env: strongest <= 2 ? "NICOMPUTE_PORT=3" : "", file: strongest <= 3 ? "port: 4" : "ip: 127.0.0.2")
        let sources: [SettingSource] = [
            .flag, .environment(variable: "NICOMPUTE_PORT"), .envFile(variable: "NICOMPUTE_PORT", line: 1),
            .file(path: "f.yaml", line: 1), .standard,
        ]
        let item = try Self.item("port", of: configuration)
        #expect(item.values == [["1", "2", "3", "4", "8300"][strongest]])
        #expect(item.source == sources[strongest])
        let added = configuration.arguments.filter { $0.hasPrefix("--port=") }
        #expect(added == [[], ["--port=2"], ["--port=3"], ["--port=4"], []][strongest])
    }

    @Test("What is added stands between the command's words and what was given, and the parser takes it")
    func place() throws {
        let arguments = ["localnet", "--config=f.yaml", "--", "x"]
        let configuration = try Self.effective(
            arguments, environment: ["NICOMPUTE_MINERS": "3"], file: "block-time: 0.5\napi.test-endpoints: on\n")
        #expect(configuration.path == ["localnet", "run"])
        #expect(
            configuration.arguments == [
                "localnet", "--miners=3", "--api.test-endpoints", "--block-time=0.5", "--config=f.yaml", "--", "x",
            ])
        let command = try Self.effective(["localnet"], environment: ["NICOMPUTE_MINERS": "3"]).parsed()
        #expect((command as? LocalnetNetworkCommand)?.miners == 3)
    }

    @Test("A value that begins with a hyphen, or looks like a flag, is a value")
    func hyphens() throws {
        let configuration = try Self.effective(
            ["miner", "--miner.hashcat.extended.options", "--netuid"],
            environment: ["NICOMPUTE_NETUID": "12", "NICOMPUTE_WALLET_NAME": "-w"])
        #expect(configuration.arguments.contains("--netuid=12"))
        #expect(configuration.arguments.contains("--wallet.name=-w"))
        #expect(try Self.item("miner.hashcat.extended.options", of: configuration).values == ["--netuid"])
        let command = try configuration.parsed() as? MinerCommand
        #expect(command?.options.subnet.netuid == 12)
        #expect(command?.options.wallet.name == "-w")
    }

    @Test(
        "A switch is turned on and off by words, and one that is on by its opposite",
        arguments: [
            ("NICOMPUTE_MINER_CHALLENGE", "true", ["--miner.challenge"]), ("NICOMPUTE_MINER_CHALLENGE", "0", []),
            ("NICOMPUTE_BLACKLIST_EXPLOITERS", "off", ["--no-blacklist.exploiters"]),
            ("NICOMPUTE_BLACKLIST_EXPLOITERS", "YES", ["--blacklist.exploiters"]),
        ])
    func switches(variable: String, value: String, added: [String]) throws {
        let configuration = try Self.effective(["miner"], environment: [variable: value])
        #expect(configuration.arguments == ["miner"] + added)
    }

    @Test("An opposite on the command line is the flag's own word")
    func opposite() throws {
        let configuration = try Self.effective(
            ["miner", "--no-blacklist.exploiters"], environment: ["NICOMPUTE_BLACKLIST_EXPLOITERS": "true"])
        #expect(configuration.arguments == ["miner", "--no-blacklist.exploiters"])
    }

    @Test("A switch that is neither on nor off is an error that names where it stands, and not the value")
    func noSwitch() {
        let problem = ConfigurationProblem.notASwitch(.envFile(variable: "NICOMPUTE_MEMORY", line: 2), name: "memory")
        #expect(throws: problem) { try Self.effective(["hub"], env: "\nNICOMPUTE_MEMORY=hunter2") }
        #expect("\(problem)" == ".env:2 NICOMPUTE_MEMORY: --memory is a switch: true or false")
    }

    @Test("Of switches that exclude each other the strongest source decides")
    func exclusive() throws {
        let environment = ["NICOMPUTE_LOGGING_DEBUG": "1"]
        #expect(try Self.effective(["hub", "--logging.info"], environment: environment).arguments.count == 2)
        #expect(
            try Self.effective(["hub"], environment: environment, env: "NICOMPUTE_LOGGING_TRACE=1").arguments
                == ["hub", "--logging.debug"])
    }

    @Test("A variable that the command reads itself beats a weaker source, and is not put on the command line")
    func known() throws {
        let arguments = ["api", "--config", "f.yaml"]
        let configuration = try Self.effective(
            arguments, environment: ["SQLITE_DB_PATH": "/x.db"], env: "NICOMPUTE_STORE=sqlite:y.db",
            file: "store: sqlite:z.db")
        #expect(configuration.arguments == arguments)
        #expect(try Self.item("store", of: configuration).source == .environment(variable: "SQLITE_DB_PATH"))
        let stronger = try Self.effective(
            arguments, environment: ["SQLITE_DB_PATH": "/x.db", "NICOMPUTE_STORE": "sqlite:y.db"], file: "")
        #expect(stronger.arguments == ["api", "--store=sqlite:y.db", "--config", "f.yaml"])
        // An empty one in the environment hides that of .env from the command.
        let hidden = try Self.effective(
            arguments, environment: ["SQLITE_DB_PATH": ""], env: "SQLITE_DB_PATH=/e.db", file: "store: sqlite:z.db")
        #expect(try Self.item("store", of: hidden).values == ["sqlite:z.db"])
    }

    @Test("Lists are values of a repeated flag, or one value with commas")
    func lists() throws {
        let configuration = try Self.effective(["certs"], environment: ["NICOMPUTE_SAN": "a.example, 10.0.0.1,"])
        #expect(configuration.arguments == ["certs", "--san=a.example", "--san=10.0.0.1"])
        let file = try Self.effective(["miner", "--config", "f.yaml"], file: "miner.allow.images: [a/*, b]")
        #expect(file.arguments.contains("--miner.allow.images=a/*,b"))
    }

    @Test("An empty text or list in the file is an empty value, a name without a value is left out")
    func empty() throws {
        let arguments = ["miner", "--config", "f.yaml"]
        let configuration = try Self.effective(
            arguments, file: "wallet.name: ''\nminer.allow.images: []\nwallet.hotkey:\n")
        #expect(
            configuration.arguments
                == ["miner", "--wallet.name", "", "--miner.allow.images", "", "--config", "f.yaml"])
        #expect((try configuration.parsed() as? MinerCommand)?.options.wallet.name == "")
        #expect(try Self.item("wallet.hotkey", of: configuration).source == .standard)
    }

    @Test("A name in .env that no command has is an error with the nearest one; names of others are left alone")
    func unknownVariable() throws {
        let problem = ConfigurationProblem.unknown(
            .envFile(variable: "NICOMPUTE_AXON_PRT", line: 2), name: "NICOMPUTE_AXON_PRT",
            nearest: "NICOMPUTE_AXON_PORT")
        #expect(throws: problem) { try Self.effective(["hub"], env: "OTHER=1\nNICOMPUTE_AXON_PRT=secret") }
        #expect(!"\(problem)".contains("secret"))
        // Another command has it.
        #expect(try Self.effective(["hub"], env: "NICOMPUTE_AXON_PORT=1").arguments == ["hub"])
    }

    @Test("In the environment a stranger is warned of only when it is like one of ours")
    func strangers() throws {
        let configuration = try Self.effective(
            ["hub"],
            environment: [
                "NICOMPUTE_AXON_PRT": "1", "NICOMPUTE_SERVICE_PORT": "80", "NICOMPUTE_PORT_80_TCP": "tcp://x",
            ])
        #expect(
            configuration.warnings == [
                "environment: NICOMPUTE_AXON_PRT stands for no flag; did you mean NICOMPUTE_AXON_PORT?"
            ])
    }

    @Test("What destroys is done only when it is said on the command line")
    func onlyFlags() throws {
        #expect(
            throws: ConfigurationProblem.onlyFlag(.envFile(variable: "NICOMPUTE_RESET", line: 1), name: "reset")
        ) { try Self.effective(["localnet"], env: "NICOMPUTE_RESET=true") }
        #expect(throws: ConfigurationProblem.onlyFlag(.file(path: "f.yaml", line: 1), name: "reset")) {
            try Self.effective(["localnet", "--config", "f.yaml"], file: "reset: true")
        }
        #expect(try Self.effective(["localnet"], environment: ["NICOMPUTE_RESET": "1"]).arguments == ["localnet"])
    }

    @Test("The file may be named by a variable; a command that takes none does not look")
    func fileByVariable() throws {
        let environment = ["NICOMPUTE_CONFIG": "f.yaml"]
        #expect(
            try Self.effective(["hub"], environment: environment, file: "port: 1").arguments == ["hub", "--port=1"])
        #expect(try Self.effective(["certs"], environment: environment).arguments == ["certs"])
        #expect(throws: ConfigurationProblem.missing(path: "f.yaml")) {
            try Self.effective(["hub"], environment: environment)
        }
    }

    @Test("The parser's complaint about a value is told with the value's place, one about a flag is not")
    func origin() throws {
        let configuration = try Self.effective(["hub", "--data", "d"], environment: ["NICOMPUTE_PORT": "x"])
        #expect(
            configuration.origin(of: "The value 'x' is invalid for '--port <port>'")
                == "--port comes from environment NICOMPUTE_PORT")
        #expect(configuration.origin(of: "--port must be 0 to 65535") != nil)
        #expect(configuration.origin(of: "--port.of.call, --data and --ip are wrong") == nil)
    }

    @Test("Every role reads a file of settings, and no two settings of a command share a variable")
    func roles() throws {
        let leaves = try CommandTree.ofProgram().leaves
        for path in [["miner"], ["api"], ["hub"], ["localnet", "run"], ["localnet", "chain"], ["doctor", "miner"]] {
            #expect(leaves.first { $0.path == path }?.command.takesFile == true, "\(path)")
        }
        for leaf in leaves {
            let variables = leaf.command.settings.flatMap(\.variables)
            #expect(Set(variables).count == variables.count, "\(leaf.path)")
        }
    }
}
