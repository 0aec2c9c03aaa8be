import Testing

@testable import nicompute

@Suite struct EnvFileTests {
    @Test(
        "A line means what it means to python-dotenv",
        arguments: [
            ("A=b", "b"), ("A = b ", "b"), ("export A=b", "b"), ("export\tA=b", "b"), ("'A'=b", "b"), ("A=", ""),
            ("A=b c # d", "b c"), ("A=b#c", "b#c"), ("A=#c", "#c"), ("A='b c'# d", "b c"), ("A=\"b # c\" # d", "b # c"),
            ("A='b\\n\\'c'", "b\\n'c"), ("A=\"b\\n\\t\\\"c\\\\\"", "b\n\t\"c\\"), ("A='b\nc'", "b\nc"),
            ("A=\"b\r\nc\"", "b\r\nc"), ("A=b\r\nB=c\r\n", "b"), ("# A=c\n\n  A=b", "b"), ("A=c\nA=b", "b"),
            ("\u{feff}A=b", "b"), ("A='b\\'", "b\\"), ("A=b=c", "b=c"), ("A=\"\"", ""), ("A=b\u{e9}", "b\u{e9}"),
        ])
    func line(text: String, value: String) {
        let file = EnvFile(text, environment: [:])
        #expect(file["A"] == value)
        #expect(file.badLines == [])
    }

    @Test(
        "A line that is no assignment is passed over and told by its number, those after it count",
        arguments: ["some words", "A='b", "A=\"b\" c", "=b", "''=b"])
    func bad(text: String) {
        let file = EnvFile("X=1\n\(text)\nB=c", environment: [:])
        #expect(file.badLines == [2])
        #expect(file["A"] == nil)
        #expect(file["B"] == "c")
    }

    @Test("A name without a value sets nothing and is no fault")
    func bare() {
        let file = EnvFile("A\nexport B\nC=d", environment: [:])
        #expect(file.entries == ["C": EnvFile.Entry(value: "d", line: 3)])
        #expect(file.badLines == [])
    }

    @Test("The lines are counted over quotes and every kind of line end")
    func numbers() {
        let file = EnvFile("A='1\n2'\r\nB=3\rC=4\n", environment: [:])
        #expect(file.entries.mapValues(\.line) == ["A": 1, "B": 3, "C": 4])
    }

    @Test("References mean the environment, else lines above, else their default, else nothing")
    func references() {
        let file = EnvFile(
            "A=${HOME}/x\nB='${A}-${HOME}'\nC=${NONE:-d}${NONE}\nHOME=/file\nD=${HOME:-e}\nE=$A ${A ${A:x}",
            environment: ["HOME": "/root"])
        #expect(file["A"] == "/root/x")
        #expect(file["B"] == "/root/x-/root")
        #expect(file["C"] == "d")
        #expect(file["D"] == "/root")
        #expect(file["E"] == "$A ${A ${A:x}")
    }

    @Test("The example of the Python program gives its five variables")
    func example() {
        let file = EnvFile(
            """
            WANDB_API_KEY="your_api_key"
            DEALLOCATION_NOTIFY_URL="https://host.example/api/gpus/webhook/deallocation"
            STATUS_NOTIFY_URL="https://host.example/api/gpus/webhook/status-change-warning"
            SQLITE_DB_PATH="your_validator_path/database.db"
            WEBHOOKS_SECRET="webhooks_secret"
            """, environment: [:])
        let sources = ConfigurationSources(environment: ["WEBHOOKS_SECRET": "", "HOME": "/root"], envFile: file)
        // What the environment has stays, be it empty.
        #expect(
            sources.additions == [
                "WANDB_API_KEY": "your_api_key",
                "DEALLOCATION_NOTIFY_URL": "https://host.example/api/gpus/webhook/deallocation",
                "STATUS_NOTIFY_URL": "https://host.example/api/gpus/webhook/status-change-warning",
                "SQLITE_DB_PATH": "your_validator_path/database.db",
            ])
    }

    @Test("Only a file that others can read and that holds a secret is warned of, and the secret is not told")
    func openFile() {
        let secret = EnvFile("WANDB_API_KEY=abcdef\nBT_PW_X=ghi\nOTHER=x", environment: [:])
        let open = ConfigurationSources(environment: [:], envFile: secret, isEnvFileOpen: true)
        #expect(open.warnings == [".env holds BT_PW_X, WANDB_API_KEY and other users can read it: chmod 600 .env"])
        #expect(ConfigurationSources(environment: [:], envFile: secret).warnings == [])
        let harmless = EnvFile("DOCKER_HOST=unix:///x\nWANDB_API_KEY=", environment: [:])
        #expect(ConfigurationSources(environment: [:], envFile: harmless, isEnvFileOpen: true).warnings == [])
    }
}
