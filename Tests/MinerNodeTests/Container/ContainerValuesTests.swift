import Docker
import Foundation
import Logging
import Testing

@testable import MinerNode

/// What can be known of containers without an engine.
struct ContainerValuesTests {
    @Test("A password shows in no description, dump or mirror")
    func redaction() {
        let password = RootPassword("canary-1")
        let order = ContainerOrder.sample(password: password)
        var dumped = ""
        dump(order, to: &dumped)
        for text in ["\(password)", String(reflecting: password), "\(order)", String(reflecting: order), dumped] {
            #expect(!text.contains("canary-1"))
        }
    }

    @Test(
        "Only hexadecimal digits are an allocation's id",
        arguments: ["", "xyz", "A1", "../a", "a b", String(repeating: "a", count: 65)])
    func badNames(id: String) { #expect(ObjectNames(id) == nil) }

    @Test("Tenants and proofs have different names")
    func names() {
        let names = ObjectNames("0f")
        #expect(names?.container(.tenant) == "ni-0f")
        #expect(names?.container(.test) == "ni-test-0f")
    }

    @Test("The renter's commands are in no instruction of the Dockerfile")
    func renterContext() throws {
        let script = "FROM evil\n\"'`$(x)"
        let context = try TarEntry.read(
            RenterImage.context(base: "sha256:ab", script: script, labels: [(name: "ni.miner", value: "m")]))
        let dockerfile = try #require(context.first { $0.path == "Dockerfile" })
        let lines = String(decoding: dockerfile.contents, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "FROM sha256:ab")
        #expect(lines.count { $0.hasPrefix("FROM") } == 1)
        #expect(lines.contains(#"LABEL ni.miner="m""#))
        #expect(lines.last == #"RUN ["/bin/sh", "/.ni/finish"]"#)
        let file = try #require(context.first { $0.path == "script" })
        #expect(file.contents == Array(script.utf8))
    }

    @Test("Another base image gives the SSH layer another name")
    func baseTag() {
        let one = SSHBaseRecipe.tag(baseID: "sha256:1")
        #expect(one == SSHBaseRecipe.tag(baseID: "sha256:1"))
        #expect(one != SSHBaseRecipe.tag(baseID: "sha256:2"))
        #expect(one.wholeMatch(of: /ssh-image-base:[0-9a-f]{12}/) != nil)
    }

    @Test("Key and password are files that only root reads")
    func accessFiles() throws {
        let entries = try TarEntry.read(AccessFiles.archive(sshKey: "ssh-ed25519 AA", password: RootPassword("p")))
        #expect(entries.map(\.path) == ["root/.ssh/", "root/.ssh/authorized_keys", "etc/ni/", "etc/ni/password"])
        #expect(entries.map(\.mode) == [0o700, 0o600, 0o700, 0o600])
        #expect(entries.allSatisfy { $0.owner == .root })
        #expect(entries[1].contents == Array("ssh-ed25519 AA\n".utf8))
        #expect(entries[3].contents == Array("root:p\n".utf8))
    }

    @Test("A build's log keeps its end and no control characters")
    func buildLog() {
        let log = BuildLog()
        for number in 0..<100_000 { log.append("line \(number)\r\n") }
        log.append("\u{1B}[31mred\u{7}\n\n")
        let lines = log.lastLines(3).split(separator: "\n")
        #expect(lines == ["line 99998", "line 99999", "[31mred"])
        #expect(log.lastLines(1_000_000).utf8.count <= 64 * 1024)
    }

    @Test("Labels tell a container of ours from one of a build or of another program")
    func owned() throws {
        func container(_ labels: String) throws -> OwnedContainer? {
            let json = """
                {"Id":"c","Names":["/n"],"Image":"i","ImageID":"s","Labels":\(labels),"State":"exited",\
                "Status":"Exited (1)","Created":1}
                """
            return OwnedContainer(try JSONDecoder().decode(ContainerSummary.self, from: Data(json.utf8)))
        }
        let ours = try container(
            #"{"ni.allocation":"0f","ni.kind":"test","ni.owner":"o","ni.deadline":"5","ni.miner":"m"}"#)
        #expect(
            ours
                == OwnedContainer(
                    id: "0f", containerID: "c", state: .exited(code: nil), deadline: Date(timeIntervalSince1970: 5),
                    kind: .test, owner: "o"))
        #expect(try container(#"{"ni.allocation":"0f","ni.miner":"m"}"#) == nil)
        #expect(try container(#"{"ni.allocation":"0f","ni.kind":""}"#) == nil)
        #expect(try container("null") == nil)
        #expect(try container(#"{"ni.allocation":"0f","ni.kind":"test","ni.deadline":"x"}"#)?.deadline == nil)
    }

    @Test("An order that cannot become files and paths is refused before the engine is asked")
    func badOrders() async throws {
        let changes: [(inout ContainerOrder) -> Void] = [
            { $0.id = "../x" }, { $0.sshPort = 0 }, { $0.sshPort = 70_000 }, { $0.sshKey = "a\nb" },
            { $0.password = RootPassword("a\nroot2:b") }, { $0.volumePath = "data" }, { $0.volumePath = "/a/../etc" },
            { $0.volumePath = "/" },
        ]
        for change in changes {
            var order = ContainerOrder.sample(password: RootPassword("p"))
            change(&order)
            let refused = order
            try await DockerClient.with(socketPath: "/tmp/ni-absent-socket", logger: Logger(label: "test")) { docker in
                let host = EngineHost(docker: docker, minerHotkey: "m", baseImage: "b", logger: Logger(label: "test"))
                let error = await #expect(throws: HostError.self) { try await host.provision(refused) { _ in } }
                guard case .badOrder = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
        }
    }

    @Test("An engine that is not there is an error, not a hang")
    func noEngine() async throws {
        try await DockerClient.with(socketPath: "/tmp/ni-absent-socket", logger: Logger(label: "test")) { docker in
            let host = EngineHost(docker: docker, minerHotkey: "m", baseImage: "b", logger: Logger(label: "test"))
            await #expect(throws: HostError.self) { try await host.owned() }
            await #expect(throws: HostError.self) { try await host.remove("0f") }
            await #expect(throws: HostError.self) { try await host.prepareBase() }
        }
    }
}

extension ContainerOrder {
    fileprivate static func sample(password: RootPassword) -> ContainerOrder {
        ContainerOrder(
            id: "0f", owner: "o", deadline: Date(timeIntervalSince1970: 1), kind: .tenant, baseImage: "b", script: "",
            sshKey: "", password: password, volumePath: "/tmp", sshPort: 4444, sshBind: nil, shmBytes: nil,
            limits: nil, gpus: false, buildLimit: .seconds(1))
    }
}
