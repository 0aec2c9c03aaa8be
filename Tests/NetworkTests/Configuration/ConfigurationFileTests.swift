import Testing

@testable import nicompute

@Suite struct ConfigurationFileTests {
    @Test("Names nest at their dots or not, values are taken as they are written")
    func values() throws {
        let file = try ConfigurationFile(
            path: "f.yaml",
            text: """
                # a comment
                netuid: 027
                wallet: {name: yes, path: "~/w"}
                axon.ip: 0.0.0.0
                miner:
                  hashcat:
                    extended.options: -O
                blacklist.hotkeys:
                  - a
                  - b
                ssh.bind:
                data: ~
                state: null
                logging.logging_dir: 'null'
                """)
        #expect(
            file.entries == [
                .init(name: "netuid", values: ["027"], line: 2), .init(name: "wallet.name", values: ["yes"], line: 3),
                .init(name: "wallet.path", values: ["~/w"], line: 3),
                .init(name: "axon.ip", values: ["0.0.0.0"], line: 4),
                .init(name: "miner.hashcat.extended.options", values: ["-O"], line: 7),
                .init(name: "blacklist.hotkeys", values: ["a", "b"], line: 9),
                .init(name: "logging.logging_dir", values: ["null"], line: 14),
            ])
    }

    @Test("An empty file says nothing", arguments: ["", "# nothing\n", "---\n", "~"])
    func empty(text: String) throws {
        #expect(try ConfigurationFile(path: "f.yaml", text: text).entries == [])
    }

    @Test(
        "What is no YAML of names and values is told by its line, without what stands there",
        arguments: [
            ("- hunter2", 1), ("hunter2", 1), ("a: 1\nb: [hunter2", 3), ("a: 1\na: hunter2", 1),
            ("a: [[hunter2]]", 1), ("a: [{hunter2: 1}]", 1), ("[hunter2]: 1", 1), ("a: \"hunter2", 1),
            ("\ta: hunter2", 1), ("a: b\n---\nc: hunter2", 2),
        ])
    func malformed(text: String, line: Int) throws {
        let problem = #expect(throws: ConfigurationProblem.self) { try ConfigurationFile(path: "f.yaml", text: text) }
        guard case .malformed("f.yaml", let found, _) = try #require(problem) else {
            Issue.record("\(text): \(String(describing: problem))")
            return
        }
        #expect(found == line)
        #expect(!"\(try #require(problem))".contains("hunter2"))
    }

    @Test("Aliases that multiply end in an error, not in all the memory")
    func laughs() {
        var text = "a0: &a0 {x: 1, y: 2}\n"
        for level in 1...7 {
            let members = (0..<9).map { "k\($0): *a\(level - 1)" }.joined(separator: ", ")
            text += "a\(level): &a\(level) {\(members)}\n"
        }
        #expect(throws: ConfigurationProblem.self) { try ConfigurationFile(path: "f.yaml", text: text) }
    }

    @Test("A name that no command has is an error with the nearest one, one of another command is left alone")
    func unknown() throws {
        let hub = try CommandPlace(of: ["hub"]).command().settings
        let all = try CommandTree.ofProgram().allSettings
        func values(_ text: String) throws -> [String: ConfigurationFile.Entry] {
            try FileValues(ConfigurationFile(path: "f.yaml", text: text), of: hub, all: all).entries
        }
        #expect(
            throws: ConfigurationProblem.unknown(
                .file(path: "f.yaml", line: 2), name: "wallet.nmae", nearest: "wallet.name")
        ) { try values("port: 1\nwallet.nmae: x") }
        #expect(try values("Wallet_Name: x\nwandb-entity: y").keys.sorted() == ["wandb.entity"])
    }

    @Test("A setting that is said twice, however it is written, is an error")
    func twice() throws {
        let api = try CommandPlace(of: ["api"]).command().settings
        let file = try ConfigurationFile(path: "f.yaml", text: "axon: {port: 1}\napi.port: 2")
        #expect(throws: ConfigurationProblem.twice(path: "f.yaml", name: "axon.port", line: 2)) {
            try FileValues(file, of: api, all: api)
        }
    }
}
