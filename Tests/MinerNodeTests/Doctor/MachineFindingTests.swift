import Foundation
import Keys
import MinerNode
import NIOCore
import NIOPosix
import Testing

/// What the doctor says about ports, files and the kernel.
struct MachineFindingTests {
    @Test("A port at which another program listens is named with the command that finds it")
    func taken() async throws {
        try await DoctorFixture.with { fixture in
            try await Self.listening { port in
                fixture.plan.axonPort = port
                fixture.plan.axonIP = "127.0.0.1"
                fixture.plan.sshPort = port
                expect(
                    try await fixture.finding("axon-port"), .problem, "another program listens at port \(port)",
                    mend: "sudo ss -ltnp 'sport = :\(port)'")
                expect(
                    try await fixture.finding("ssh-port"), .problem, "another program listens at port \(port)",
                    mend: "--ssh.port")
            }
        }
    }

    @Test("Ports that the running miner and its container have are as they should be")
    func ours() async throws {
        try await DoctorFixture.with { fixture in
            let data = "\(fixture.directory)/data"
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            let lock = try DirectoryLock(data)
            let account = fixture.account.ss58
            fixture.probes.engine.rentals = { $0 == account ? 1 : 0 }
            try await Self.listening { port in
                fixture.plan.axonPort = port
                fixture.plan.axonIP = "127.0.0.1"
                fixture.plan.sshPort = port
                expect(
                    try await fixture.finding("axon-port"), .ok,
                    "the running miner (process \(ProcessInfo.processInfo.processIdentifier)) has port \(port)")
                expect(try await fixture.finding("ssh-port"), .ok, "a container of this miner has port \(port)")
            }
            withExtendedLifetime(lock) {}
        }
    }

    @Test("A taken port is nobody's while the engine does not tell")
    func unknown() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.engine = EngineProbe(unusable: MinerProblem.engine("away"))
            try await Self.listening { port in
                fixture.plan.sshPort = port
                expect(
                    try await fixture.finding("ssh-port"), .warning, "not checked: it is taken, and the Docker Engine")
            }
        }
    }

    @Test(
        "An address or port that cannot be listened at is told with its flag",
        arguments: [
            ("192.0.2.1", 8_091, "not an address of this machine", "--axon.ip"),
            ("nowhere", 8_091, "is no address", "--axon.ip"), ("127.0.0.1", 0, "0 is no port", "--axon.port"),
            ("127.0.0.1", 65_536, "65536 is no port", "--axon.port"), ("127.0.0.1", -1, "-1 is no port", "--axon.port"),
        ])
    func impossible(ip: String, port: Int, words: String, flag: String) async throws {
        try await DoctorFixture.with { fixture in
            (fixture.plan.axonIP, fixture.plan.axonPort) = (ip, port)
            expect(try await fixture.finding("axon-port"), .problem, words, mend: flag)
        }
    }

    @Test("A data directory is made, is written to, or is a problem; looking leaves nothing behind")
    func directory() async throws {
        try await DoctorFixture.with { fixture in
            let data = "\(fixture.directory)/data"
            expect(try await fixture.finding("data-directory"), .ok, "\(data) is made at the start")
            #expect(!FileManager.default.fileExists(atPath: data))
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            expect(try await fixture.finding("data-directory"), .ok, "\(data) is writable")
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == [])
            let file = fixture.plan.wallet.hotkeyPath()
            fixture.plan.dataDirectory = file
            expect(try await fixture.finding("data-directory"), .problem, "Not a directory", mend: "--data")
            fixture.plan.dataDirectory = "\(file)/data"
            expect(try await fixture.finding("data-directory"), .problem, "\(file) is a file", mend: "--data")
            fixture.plan.dataDirectory = nil
            expect(try await fixture.finding("data-directory"), .ok, fixture.account.ss58)
        }
    }

    @Test("Little room for the data or the containers is warned about")
    func disk() async throws {
        try await DoctorFixture.with { fixture in
            expect(try await fixture.finding("disk"), .ok, "100 GB free for data, 100 GB free for containers")
            fixture.probes.diskFree = { $0 == "/" ? 19_999_999_999 : 20_000_000_000 }
            expect(
                try await fixture.finding("disk"), .warning, "19 GB free for containers (/)", mend: "docker system df")
            fixture.probes.diskFree = { _ in nil }
            expect(try await fixture.finding("disk"), .warning, "not known", mend: "df")
        }
    }

    @Test("Control groups of version 1, or without a controller, are warned about")
    func kernel() async throws {
        try await DoctorFixture.with { fixture in
            let file = "\(fixture.probes.controlGroups)/cgroup.controllers"
            try "cpu io\n".write(toFile: file, atomically: true, encoding: .utf8)
            expect(try await fixture.finding("kernel"), .warning, "memory, pids", mend: "update-grub")
            try FileManager.default.removeItem(atPath: file)
            expect(
                try await fixture.finding("kernel"), .warning, "version 1", mend: "systemd.unified_cgroup_hierarchy=1")
        }
    }

    @Test("hashcat is looked for only where challenges are solved")
    func hashcat() async throws {
        try await DoctorFixture.with { fixture in
            #expect(await fixture.findings.contains { $0.name == "hashcat" } == false)
            fixture.plan.hashcat = "hashcat"
            expect(try await fixture.finding("hashcat"), .problem, "not found", mend: "apt-get install -y hashcat")
            let bin = "\(fixture.directory)/bin"
            try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
            #expect(
                FileManager.default.createFile(
                    atPath: "\(bin)/hashcat", contents: nil, attributes: [.posixPermissions: 0o755]))
            expect(try await fixture.finding("hashcat"), .ok, "\(bin)/hashcat")
            fixture.plan.hashcat = "\(bin)/other"
            expect(try await fixture.finding("hashcat"), .problem, "\(bin)/other", mend: "--miner.hashcat.path")
        }
    }

    /// Runs `body` while a program, this one, listens at a port of 127.0.0.1.
    private static func listening(
        isolation: isolated (any Actor)? = #isolation, _ body: (Int) async throws -> Void
    ) async throws {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(try #require(channel.localAddress?.port)))
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        try result.get()
    }
}
