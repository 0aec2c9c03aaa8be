import Testing

@testable import nicompute

@Suite struct RedactionTests {
    @Test(
        "No password, key or token is shown",
        arguments: [
            ("WANDB_API_KEY", "hunter2", "(set, not shown)"), ("BT_PW_X", "hunter2", "(set, not shown)"),
            ("WEBHOOKS_SECRET", "hunter2", "(set, not shown)"), ("uri", "//hunter2", "(set, not shown)"),
            ("DATABASE_URL", "postgres://u:hunter2@h/d", "(set, not shown)"),
            ("store", "postgres://u:hunter2@h:5432/d", "postgres://u:***@h:5432/d"),
            ("store", "postgres://u:hunter2/@@h/d", "postgres://u:***@h/d"),
            ("store", "postgres://u@h/d?password=hunter2", "postgres://u@h/d?***"),
            ("store", "postgres://u:a?hunter2@h/d", "postgres://u:***@h/d"),
            ("wandb.base-url", "https://h/?key=hunter2", "https://h/?***"),
            ("STATUS_NOTIFY_URL", "https://u:hunter2@h:1/hunter2?x=hunter2", "https://h:1/***"),
            ("DEALLOCATION_NOTIFY_URL", "hunter2", "(set, not shown)"),
        ])
    func secret(name: String, value: String, shown: String) {
        #expect(Redaction.shown(name, value) == shown)
    }

    @Test(
        "What is no secret is shown as it is",
        arguments: [
            ("subtensor.network", "ws://127.0.0.1:9944"), ("api.key", "cert/server.key"), ("data", "a@b:c?d"),
            ("SQLITE_DB_PATH", "/var/lib/database.db"), ("STATUS_NOTIFY_URL", "https://h"),
        ])
    func plain(name: String, value: String) {
        #expect(Redaction.shown(name, value) == value)
    }

    @Test("The report has every setting once, with its source, and no secret wherever it comes from")
    func report() throws {
        var sources = ConfigurationSources(environment: ["WEBHOOKS_SECRET": "hunter2", "SQLITE_DB_PATH": "x.db"])
        sources.envFile = EnvFile(
            "WANDB_API_KEY=hunter2\nWEBHOOKS_SECRET=hunter2\nOTHER=hunter2\nNICOMPUTE_WANDB_BASE_URL=https://u:hunter2@h",
            environment: [:])
        let arguments = ["api", "--netuid", "5"]
        let configuration = try EffectiveConfiguration(arguments, of: CommandPlace(of: arguments), sources: sources)
        let report = ConfigurationReport(configuration, sources: sources)
        #expect(report.command == "api")
        #expect(report.settings.map(\.name) == configuration.items.map { "--\($0.setting.name)" })
        #expect(report.settings.contains(.init(name: "--netuid", value: "5", source: "flag")))
        #expect(report.settings.contains(.init(name: "--store", value: "x.db", source: "environment SQLITE_DB_PATH")))
        #expect(report.settings.contains(.init(name: "--axon.port", value: "8903", source: "default")))
        #expect(
            report.variables == [
                .init(name: "WANDB_API_KEY", value: "(set, not shown)", source: ".env:1"),
                .init(name: "WEBHOOKS_SECRET", value: "(set, not shown)", source: "environment"),
            ])
        for json in [false, true] { #expect(!(try report.text(json: json)).contains("hunter2")) }
    }
}
