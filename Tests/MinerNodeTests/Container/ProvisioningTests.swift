import Docker
import Foundation
import MinerNode
import Synchronization
import Testing

extension LiveEngineTests {
    /// Containers that are made, on a real engine.
    struct ProvisioningTests {
        @Test("A renter gets in with the key and with the password, and finds what was promised")
        func login() async throws {
            try await EngineFixture.with { fixture in
                var order = try await fixture.order(volume: "/data")
                let ssh = SSHClient(directory: fixture.directory, port: order.sshPort)
                order.sshKey = try await ssh.makeKey()
                let steps = Mutex<[ProvisionStep]>([])
                let container = try await fixture.host.provision(order) { step in steps.withLock { $0.append(step) } }
                #expect(steps.withLock { $0 } == ProvisionStep.allCases)
                #expect(container.sshPort == order.sshPort)

                let byKey = try await ssh.withKey(
                    "echo $PATH; python -c 'print(6*7)'; touch /tmp/a /dev/shm/b /data/c && id -u")
                #expect(byKey.status == 0)
                #expect(byKey.error == "")
                #expect(byKey.output.hasPrefix("/opt/conda/bin:"))
                #expect(byKey.output.hasSuffix("\n42\n0\n"))
                let byPassword = try await ssh.withPassword(order.password.revealed, "echo in")
                #expect(byPassword.status == 0)
                #expect(byPassword.output == "in\n")
                #expect(byPassword.error == "")
                #expect(try await ssh.withPassword("wrong", "echo in").status != 0)
                let login = try await ssh.withKey("bash -lc 'echo $PATH'")
                #expect(login.output.hasPrefix("/opt/conda/bin:"))
                #expect(try await ssh.fetch("/etc/hostname").isEmpty == false)
                #expect(
                    try await fixture.inside(container, "head -1 /root/.ssh/authorized_keys") == order.sshKey + "\n")
                #expect(try await fixture.inside(container, "ls -A /etc/ni") == "")
                #expect(try await fixture.inside(container, "stat -c %a /run/sshd /root/.ssh") == "755\n700\n")
            }
        }

        @Test("The container is made as it must be")
        func settings() async throws {
            try await EngineFixture.with { fixture in
                var order = try await fixture.order(volume: "/data")
                order.limits = ContainerLimits(nanoCPUs: 1_000_000_000, memory: 512 << 20)
                let container = try await fixture.provision(order)
                let details = try await fixture.docker.inspectContainer(container.containerID)
                #expect(details.name == "ni-\(order.id)")
                #expect(details.config.labels?["ni.miner"] == fixture.miner)
                #expect(details.config.labels?["ni.owner"] == "owner-1")
                #expect(details.config.labels?["ni.deadline"] == "2000000000")
                #expect(details.host.restartPolicy == .unlessStopped)
                #expect(details.host.privileged == false)
                #expect(details.host.pidsLimit == 4096)
                #expect(details.host.sharedMemory == 64 << 20)
                #expect(details.host.memory == 512 << 20)
                #expect(details.host.nanoCPUs == 1_000_000_000)
                #expect(details.mounts?.map(\.destination) == ["/data"])
                #expect(details.mounts?.map(\.name) == ["ni-vol-\(order.id)"])
                #expect(details.network.networks?.keys.sorted() == ["ni-net-\(order.id)"])
                #expect(details.network.ports?["22/tcp"] == [PortBinding(address: "127.0.0.1", port: order.sshPort)])
            }
        }

        @Test("Neither password nor key is in inspect, history, environment, log or image")
        func canaries() async throws {
            try await EngineFixture.with { fixture in
                var order = try await fixture.order(script: "echo hello > /from-script")
                let key = try await SSHClient(directory: fixture.directory, port: order.sshPort).makeKey()
                order.sshKey = key
                let container = try await fixture.provision(order)
                let image = try await fixture.docker.inspectContainer(container.containerID).imageID
                let canaries = [order.password.revealed, String(key.split(separator: " ")[1])]
                for path in [
                    "containers/\(container.containerID)/json", "images/\(image)/json", "images/\(image)/history",
                ] {
                    let answer = try await raw(fixture, path)
                    #expect(answer.count > 100)
                    for canary in canaries { #expect(!answer.contains(canary)) }
                }
                let log = try await fixture.docker.containerLogs(container.containerID).text
                let processes = try await fixture.inside(
                    container, "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'")
                for canary in canaries {
                    #expect(!log.contains(canary))
                    #expect(!processes.contains(canary))
                }
                let saved = fixture.directory.appending(path: "image.tar").path
                _ = try await raw(fixture, "images/\(image)/get", into: saved)
                for canary in canaries {
                    #expect(try await Program.run("/bin/grep", ["-a", "-c", "-F", canary, saved]).output == "0\n")
                }
                #expect(try await Program.run("/bin/grep", ["-a", "-c", "-F", "from-script", saved]).output != "0\n")
            }
        }

        @Test("What a renter writes runs as shell, whatever it looks like")
        func hostileScript() async throws {
            try await EngineFixture.with { fixture in
                let script = """
                    FROM scratch
                    LABEL ni.miner="someone"
                    echo "it's \\"quoted\\" \\\\ $((1+1))" > '/a b'
                    ENV X=1
                    cat > /doc <<'END'
                    RUN false
                    END
                    id -u > /who
                    rm -f /usr/local/sbin/ni-entrypoint /etc/ssh/ni_sshd_config
                    """
                let order = try await fixture.order(script: script)
                let container = try await fixture.provision(order)
                #expect(
                    try await fixture.inside(container, "cat '/a b' /doc /who")
                        == "it's \"quoted\" \\ 2\nRUN false\n0\n")
                let details = try await fixture.docker.inspectContainer(container.containerID)
                #expect(details.config.labels?["ni.miner"] == fixture.miner)
                #expect(details.config.environment?.contains("X=1") != true)
                #expect(try await fixture.inside(container, "ls -A /.ni 2>&1; ls /etc/ssh").contains("ni_sshd_config"))
                #expect(try await fixture.inside(container, "test -e /.ni || echo gone") == "gone\n")
            }
        }

        @Test("A script that fails gives the end of its log, and leaves nothing once removed")
        func failingScript() async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order(script: "seq 1 5000\necho the-reason >&2\nexit 7")
                let error = await #expect(throws: HostError.self) { try await fixture.provision(order) }
                guard case .build(let log) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(log.contains("the-reason"))
                #expect(log.contains("\n5000\n"))
                #expect(!log.contains("\n4000\n"))
                #expect(log.contains("7"))
                #expect(try await fixture.host.strays() == [order.id])
                try await fixture.host.remove(order.id)
                #expect(try await fixture.left(of: order.id).isEmpty)
            }
        }

        @Test("A build that takes too long is ended, with its log")
        func longScript() async throws {
            try await EngineFixture.with { fixture in
                try await fixture.host.prepareBase()
                var order = try await fixture.order(script: "echo begun; sleep 300")
                order.buildLimit = .seconds(8)
                let error = await #expect(throws: HostError.self) { try await fixture.provision(order) }
                guard case .build(let log) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(log.contains("begun"))
                #expect(log.contains("longer than 8 s"))
                #expect(try await fixture.host.owned().isEmpty)
                // The engine may still end a step of the build: then it is a stray, which reconciliation removes.
                repeat { try await fixture.host.remove(order.id) } while try await !fixture.host.strays().isEmpty
            }
        }

        @Test(
            "A script that breaks the machine fails the allocation and nothing else",
            arguments: [
                "rm -f /usr/sbin/sshd", "rm -f /bin/sh", "rm -f /usr/bin/ssh-keygen", "rm -f /usr/sbin/chpasswd",
            ])
        func brokenMachine(script: String) async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order(script: script)
                let error = await #expect(throws: HostError.self) { try await fixture.provision(order) }
                switch error {
                case .build, .startedButExited: break
                default: Issue.record("\(String(describing: error))")
                }
                try await fixture.host.remove(order.id)
                #expect(try await fixture.left(of: order.id).isEmpty)
            }
        }

        @Test("A port that another program has is told apart")
        func portTaken() async throws {
            try await EngineFixture.with { fixture in
                let first = try await fixture.order()
                try await fixture.provision(first)
                var second = try await fixture.order()
                second.sshPort = first.sshPort
                await #expect(throws: HostError.portTaken(first.sshPort)) { try await fixture.provision(second) }
            }
        }

        @Test("A base image that is not there is named")
        func imageMissing() async throws {
            try await EngineFixture.with { fixture in
                var order = try await fixture.order()
                order.baseImage = "no-such-image:1"
                await #expect(throws: HostError.imageMissing("no-such-image:1")) { try await fixture.provision(order) }
            }
        }

        @Test(
            "An error of a step ends the work there, and removal takes what exists", arguments: ProvisionStep.allCases)
        func errorOfStep(step: ProvisionStep) async throws {
            struct Stop: Error {}
            try await EngineFixture.with { fixture in
                let order = try await fixture.order(script: "true", volume: "/data")
                await #expect(throws: Stop.self) {
                    try await fixture.host.provision(order) { reached in
                        if reached == step { throw Stop() }
                    }
                }
                #expect(try await fixture.left(of: order.id).isEmpty == false)
                try await fixture.host.remove(order.id)
                #expect(try await fixture.left(of: order.id).isEmpty)
            }
        }

        private func raw(_ fixture: EngineFixture, _ path: String, into file: String? = nil) async throws -> String {
            let url = "http://docker/v1.40/\(path)"
            let arguments = ["-s", "--unix-socket", fixture.docker.socketPath, url] + (file.map { ["-o", $0] } ?? [])
            return try await Program.run("/usr/bin/curl", arguments).output
        }
    }
}
